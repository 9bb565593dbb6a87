import {AutoComplete} from "@web/core/autocomplete/autocomplete";
import {getActiveHotkey} from "@web/core/hotkeys/hotkey_service";

/** Completes a cell; Enter takes what is marked and goes on, in one stroke. */
export class IntakeAutoComplete extends AutoComplete {
    static props = {
        ...AutoComplete.props,
        freeText: {type: Boolean, optional: true},
        onPicked: {type: Function, optional: true},
    };

    get timeout() {
        return 120;
    }

    async loadSources(useInput) {
        await super.loadSources(useInput);
        if (this.props.freeText) {
            // What is typed stands, unless a suggestion is gone to.
            this.state.activeSourceOption = null;
        }
    }

    selectOption(option) {
        super.selectOption(option);
        this.inputRef.el.value = option.data.value;
    }

    async onInputKeydown(ev) {
        const isEnter = getActiveHotkey(ev) === "enter";
        if (isEnter && this.props.freeText && !this.state.activeSourceOption) {
            // Nothing to wait for: the cell's Enter goes on.
            this.close();
            return;
        }
        const wasOpen = this.isOpened || this.loadingPromise;
        await super.onInputKeydown(ev);
        if (isEnter && wasOpen && this.isOptionSelected) {
            this.props.onPicked?.(this.inputRef.el);
        }
    }
}
