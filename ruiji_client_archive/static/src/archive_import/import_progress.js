import {onMounted, onWillUnmount} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {
    ProgressBarField,
    progressBarField,
} from "@web/views/fields/progress_bar/progress_bar_field";

const REFRESH_MS = 2000;

/** Progress bar of a running import: looks again every two seconds until it ends. */
export class ArchiveImportProgress extends ProgressBarField {
    setup() {
        super.setup();
        onMounted(() => this.wait());
        onWillUnmount(() => clearTimeout(this.timer));
    }

    wait() {
        this.timer = setTimeout(() => this.refresh(), REFRESH_MS);
    }

    async refresh() {
        const {record} = this.props;
        if (["running", "undoing"].includes(record.data.state)) {
            await record.load();
            this.wait();
        }
    }
}

registry.category("fields").add("archive_import_progress", {
    ...progressBarField,
    component: ArchiveImportProgress,
});
