/** The lines of the form of a new slip, and the form as plain values. */

const LEFT_OUT = new Set(["csrf_token", "token", "pasted"]);

export function formValues(form) {
    const fields = [...new FormData(form)].filter(
        ([name, value]) => typeof value === "string" && !LEFT_OUT.has(name)
    );
    return Object.fromEntries(fields);
}

export function allRows(form) {
    return [...form.querySelectorAll(".o_ruiji_slip_row")];
}

export function boardInput(row) {
    return row.querySelector(".o_ruiji_board");
}

/** Empty a line; a photo goes by its own button. */
export function emptyRow(row) {
    for (const input of row.querySelectorAll("input")) {
        input.value = "";
    }
    for (const part of row.querySelectorAll(".o_ruiji_verdict, .o_ruiji_photo_note")) {
        part.textContent = "";
    }
    for (const photo of row.querySelectorAll(".o_ruiji_photo")) {
        photo.remove();
    }
}

export function addRow(form, number) {
    const last = allRows(form).at(-1);
    const row = last.cloneNode(true);
    emptyRow(row);
    row.dataset.row = number ?? parseInt(last.dataset.row) + 1;
    for (const input of row.querySelectorAll("input[name]")) {
        input.name = input.name.replace(/\d+$/, row.dataset.row);
    }
    last.after(row);
    return row;
}

/** Show values in the form, with as many lines as they have. */
export function fillForm(form, values) {
    const numbers = Object.keys(values)
        .filter((name) => name.startsWith("board-"))
        .map((name) => parseInt(name.slice("board-".length)))
        .sort((one, other) => one - other);
    for (const number of numbers) {
        if (!form.querySelector(`[name="board-${number}"]`)) {
            addRow(form, number);
        }
    }
    for (const [name, value] of Object.entries(values)) {
        const input = form.elements[name];
        if (input && input.type !== "file") {
            input.value = value;
        }
    }
}
