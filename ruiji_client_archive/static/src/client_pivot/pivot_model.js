import {PivotModel} from "@web/views/pivot/pivot_model";
import {patch} from "@web/core/utils/patch";

/* The server notes whose figures leave (ACC-05): it has to know which these are. */
patch(PivotModel.prototype, {
    exportData() {
        const {domain, context} = this.searchParams;
        return {...super.exportData(), domain, context};
    },
});
