import {Interaction} from "@web/public/interaction";
import {_t} from "@web/core/l10n/translation";
import {rpc} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";

const TYPING_PAUSE = 200;

/**
 * Finds one unit among thousands while one types. The list that the page came with
 * stays the field of the form: it gets the chosen unit and says that it changed.
 */
export class UnitChooser extends Interaction {
    static selector = ".o_ruiji_unit_chooser:has(select[data-many])";
    dynamicContent = {
        ".o_ruiji_unit_term": {
            "t-on-input": this.debounced(this.search, TYPING_PAUSE),
            "t-on-click": this.open,
            "t-on-keydown": this.onKeydown,
            "t-on-blur": this.close,
        },
        ".o_ruiji_unit_options": {
            // The field keeps the focus while one points at the list.
            "t-on-mousedown.prevent": () => {},
            "t-on-click": this.onClick,
        },
    };

    setup() {
        this.select = this.el.querySelector("select");
        this.active = -1;
        this.input = this.makeInput();
        this.list = this.makeList();
        this.insert(this.input, this.el);
        this.insert(this.list, this.el);
        this.select.classList.add("d-none");
        this.registerCleanup(() => this.giveBack());
    }

    makeInput() {
        const input = document.createElement("input");
        input.className = "o_ruiji_unit_term form-control";
        input.id = this.select.id;
        input.type = "search";
        input.autocomplete = "off";
        input.placeholder = _t("Type a part of the name or its initials");
        input.value = this.chosenName;
        input.setAttribute("role", "combobox");
        input.setAttribute("aria-autocomplete", "list");
        input.setAttribute("aria-expanded", "false");
        input.setAttribute("aria-controls", `${this.select.id}_options`);
        this.select.removeAttribute("id");
        return input;
    }

    makeList() {
        const list = document.createElement("ul");
        list.className =
            "o_ruiji_unit_options dropdown-menu w-100 overflow-auto shadow d-none";
        list.id = `${this.input.id}_options`;
        list.setAttribute("role", "listbox");
        list.setAttribute("aria-label", _t("Units"));
        return list;
    }

    giveBack() {
        this.select.id = this.input.id;
        this.select.classList.remove("d-none");
    }

    get chosenName() {
        return this.select.selectedOptions[0]?.textContent.trim() || "";
    }

    get options() {
        return [...this.list.querySelectorAll("[role=option]")];
    }

    get isOpen() {
        return !this.list.classList.contains("d-none");
    }

    async open() {
        if (!this.isOpen) {
            this.input.select();
            await this.show("", 1);
        }
    }

    async search() {
        await this.show(this.input.value.trim(), 1);
    }

    async show(term, page) {
        this.asked = term;
        const answer = await this.waitFor(rpc("/my/units", this.question(term, page)));
        if (this.asked !== term || document.activeElement !== this.input) {
            return;
        }
        this.list.querySelector(".o_ruiji_unit_more")?.remove();
        const items = answer.units.map((unit) => this.makeOption(unit));
        if (answer.more) {
            items.push(this.makeMore(term, page + 1));
        }
        const before = page > 1 ? [...this.list.children] : [];
        this.list.replaceChildren(...before, ...items);
        if (!this.list.children.length) {
            this.list.append(this.makeItem(_t("No unit of yours is called so.")));
        }
        this.setActive(page > 1 ? before.length : -1);
        this.setOpen(true);
    }

    question(term, page) {
        return {term, page, among: this.el.dataset.among || ""};
    }

    makeItem(text) {
        const item = document.createElement("li");
        item.className = "dropdown-item-text text-muted";
        item.setAttribute("role", "presentation");
        item.textContent = text;
        return item;
    }

    makeOption(unit) {
        const option = document.createElement("li");
        option.className = "dropdown-item text-wrap py-2";
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.id = `${this.input.id}_option_${unit.id}`;
        option.dataset.unitId = unit.id;
        option.dataset.name = unit.name;
        const number = document.createElement("span");
        number.className = "text-muted small ms-2";
        number.textContent = unit.number;
        option.append(unit.name, number);
        return option;
    }

    makeMore(term, page) {
        const more = this.makeItem("");
        more.className = "o_ruiji_unit_more dropdown-item text-primary py-2";
        more.setAttribute("role", "option");
        more.setAttribute("aria-selected", "false");
        more.id = `${this.input.id}_more`;
        more.textContent = _t("Show more");
        Object.assign(more.dataset, {term, page});
        return more;
    }

    onClick(ev) {
        this.pick(ev.target.closest("[role=option]"));
    }

    pick(option) {
        if (option?.dataset.page) {
            this.show(option.dataset.term, parseInt(option.dataset.page));
        } else if (option) {
            this.choose(option.dataset.unitId, option.dataset.name);
        }
    }

    choose(unitId, name) {
        this.select.replaceChildren(new window.Option(name, unitId, true, true));
        this.input.value = name;
        this.setOpen(false);
        this.select.dispatchEvent(new Event("change", {bubbles: true}));
    }

    onKeydown(ev) {
        const move = {ArrowDown: 1, ArrowUp: -1}[ev.key];
        if (move && !this.isOpen) {
            this.open();
        } else if (move) {
            const count = this.options.length;
            this.setActive((this.active + move + count) % (count || 1));
        } else if (ev.key === "Enter" && this.isOpen) {
            this.pick(this.options[Math.max(this.active, 0)]);
        } else if (ev.key === "Escape") {
            this.close();
        } else {
            return;
        }
        ev.preventDefault();
    }

    setActive(number) {
        this.active = number;
        this.options.forEach((option, index) => {
            option.classList.toggle("active", index === number);
            option.setAttribute("aria-selected", String(index === number));
        });
        const active = this.options[number];
        active?.scrollIntoView({block: "nearest"});
        this.input.setAttribute("aria-activedescendant", active?.id || "");
    }

    setOpen(open) {
        this.list.classList.toggle("d-none", !open);
        this.list.classList.toggle("show", open);
        this.input.setAttribute("aria-expanded", String(open));
    }

    /** What was typed and not chosen counts for nothing. */
    close() {
        this.asked = null;
        this.input.value = this.chosenName;
        this.setOpen(false);
    }
}

registry
    .category("public.interactions")
    .add("ruiji_client_archive.unit_chooser", UnitChooser);
