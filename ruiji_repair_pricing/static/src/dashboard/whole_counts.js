/** The axis of a count has whole numbers only: there is no half a client. */

import "@spreadsheet/chart/odoo_chart/odoo_bar_chart";
import "@spreadsheet/chart/odoo_chart/odoo_line_chart";
import {registries} from "@odoo/o-spreadsheet";

const {chartRegistry} = registries;
const COUNT = "__count";

function withWholeCounts(entry) {
    return {
        ...entry,
        getChartRuntime(chart, getters) {
            const runtime = entry.getChartRuntime(chart, getters);
            if (chart.getDefinition().metaData.measure === COUNT) {
                const scales = runtime.chartJsConfig.options.scales ?? {};
                for (const scale of Object.values(scales)) {
                    // Chart.js heeds it on axes of numbers alone
                    if (scale?.ticks) {
                        scale.ticks.precision = 0;
                    }
                }
            }
            return runtime;
        },
    };
}

for (const kind of ["odoo_bar", "odoo_line"]) {
    chartRegistry.replace(kind, withWholeCounts(chartRegistry.get(kind)));
}
