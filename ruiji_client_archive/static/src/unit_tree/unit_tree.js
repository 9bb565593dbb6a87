import {Component, onWillStart, useState} from "@odoo/owl";
import {deserializeDate, serializeDate, today} from "@web/core/l10n/dates";
import {DateTimeInput} from "@web/core/datetime/datetime_input";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {_t} from "@web/core/l10n/translation";
import {KeepLast} from "@web/core/utils/concurrency";
import {Layout} from "@web/search/layout";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useDebounced} from "@web/core/utils/timing";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";

const MODEL = "ruiji.unit.tree";
const SEARCH_DELAY = 300;

/** The unit tree as of any day: opened branch by branch, a page at a time. */
export class UnitTree extends Component {
    static template = "ruiji_client_archive.UnitTree";
    static components = {DateTimeInput, Dropdown, DropdownItem, Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.latest = new KeepLast();
        this.state = useState(this.props.state || this.emptyState());
        this.searchSoon = useDebounced(() => this.search(), SEARCH_DELAY);
        useSetupAction({
            getLocalState: () => JSON.parse(JSON.stringify(this.state)),
        });
        onWillStart(() => this.start());
    }

    emptyState() {
        return {
            day: serializeDate(today()),
            top: {id: false, below: 0, children: [], total: 0, isUnfolded: true},
            text: "",
            found: null,
            focus: this.props.action.params?.unit_id || false,
            actions: [],
        };
    }

    async start() {
        if (!this.props.state) {
            this.state.actions = await this.orm.call(MODEL, "actions", []);
            await this.reload();
        }
    }

    get isPast() {
        return this.state.day !== serializeDate(today());
    }

    get date() {
        return deserializeDate(this.state.day);
    }

    /** Rows of the screen, from the top down: units and what is left to load. */
    get rows() {
        const rows = [];
        const visit = (node, depth) => {
            for (const child of node.children) {
                rows.push({key: `unit-${child.id}`, node: child, depth});
                if (child.isUnfolded) {
                    visit(child, depth + 1);
                }
            }
            if (node.isPartial || node.total > node.children.length) {
                rows.push({key: `more-${node.id}`, more: node, depth});
            }
        };
        visit(this.state.top, 0);
        return rows;
    }

    foldTitle(node) {
        return node.isUnfolded ? _t("Fold") : _t("Unfold");
    }

    moreText(node) {
        if (node.isPartial) {
            return _t("Show the units beside it");
        }
        return _t("Show more (%s left)", node.total - node.children.length);
    }

    unfoldable(node) {
        return {...node, children: [], total: 0, isUnfolded: false};
    }

    async reload() {
        const {day, focus} = this.state;
        const top = {id: false, children: [], total: 0, isUnfolded: true};
        const work = focus ? this.loadPath(top, focus, day) : this.loadMore(top, day);
        await this.latest.add(work);
        this.state.top = top;
    }

    /** Load the next page of what stands below a unit. */
    async loadMore(node, day = this.state.day) {
        // Of a branch that shows one unit alone, its first page comes anew.
        const offset = node.isPartial ? 0 : node.children.length;
        const page = await this.orm.call(MODEL, "read_below", [node.id, day, offset]);
        const known = Object.fromEntries(
            node.children.map((child) => [child.id, child])
        );
        const nodes = page.nodes.map((one) => known[one.id] || this.unfoldable(one));
        node.children = node.isPartial ? nodes : [...node.children, ...nodes];
        node.total = page.total;
        node.isPartial = false;
    }

    /** Load the way down to one unit; what stands beside it waits for a click. */
    async loadPath(top, unitId, day) {
        const path = await this.orm.call(MODEL, "read_path", [unitId, day]);
        let superior = top;
        for (const one of path) {
            const node = this.unfoldable(one);
            superior.children = [node];
            superior.total = 1;
            superior.isPartial = true;
            superior.isUnfolded = true;
            superior = node;
        }
        if (superior.below) {
            await this.loadMore(superior, day);
            superior.isUnfolded = true;
        }
    }

    async toggle(node) {
        if (!node.isUnfolded && !node.children.length) {
            await this.loadMore(node);
        }
        node.isUnfolded = !node.isUnfolded;
    }

    async setDay(date) {
        this.state.day = serializeDate(date || today());
        await (this.state.text ? this.search() : this.reload());
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.searchSoon();
    }

    async search() {
        const text = this.state.text.trim();
        const work = text ? this.orm.call(MODEL, "find", [text, this.state.day]) : null;
        const found = await this.latest.add(Promise.resolve(work));
        this.state.found = found;
        if (!found) {
            await this.reload();
        }
    }

    /** Show where a unit stands. */
    async locate(unitId) {
        Object.assign(this.state, {text: "", found: null, focus: unitId});
        await this.reload();
    }

    async showAll() {
        Object.assign(this.state, {text: "", found: null, focus: false});
        await this.reload();
    }

    async openFile(node) {
        const file = await this.orm.call("res.partner", "get_formview_action", [
            [node.id],
        ]);
        await this.action.doAction(file);
    }

    async run(action, node) {
        const opened = await this.orm.call("res.partner", action.method, [[node.id]], {
            context: {tree_day: this.state.day},
        });
        await this.action.doAction(opened, {onClose: () => this.reload()});
    }
}

registry.category("actions").add("ruiji_unit_tree", UnitTree);
