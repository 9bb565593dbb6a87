import {ask, troubleOf} from "./server_trouble";
import {_t} from "@web/core/l10n/translation";

const LONGEST_SIDE = 1920;
const MOST = 5;

/** A photo small enough for a mobile connection; as it is where that can't be done. */
export async function shrunk(file) {
    try {
        const image = await window.createImageBitmap(file, {
            imageOrientation: "from-image",
        });
        const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
        const canvas = document.createElement("canvas");
        canvas.width = Math.round(image.width * scale);
        canvas.height = Math.round(image.height * scale);
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        const blob = await new Promise((resolve) => {
            canvas.toBlob(resolve, "image/jpeg", 0.85);
        });
        return blob || file;
    } catch {
        return file;
    }
}

/** Send a form, telling how far it is; fails with what came between. */
function send(url, data, onProgress) {
    return new Promise((resolve, reject) => {
        const request = new window.XMLHttpRequest();
        request.open("POST", url);
        request.responseType = "json";
        request.upload.onprogress = ({loaded, total}) => onProgress(loaded / total);
        request.onerror = () => reject(troubleOf(request));
        request.onload = () =>
            request.response ? resolve(request.response) : reject(troubleOf(request));
        request.send(data);
    });
}

/** Photos of the boards: sent ahead of the slip, one after the other. */
export class SlipPhotos {
    constructor(form, draft) {
        this.form = form;
        this.draft = draft;
        this.queue = Promise.resolve();
    }

    /** Take the files of an input, one after the other. */
    add(input) {
        const row = input.closest(".o_ruiji_slip_row");
        const files = [...input.files];
        input.value = "";
        for (const file of files) {
            this.queue = this.queue.then(() => this.addOne(row, file));
        }
        return this.queue;
    }

    async addOne(row, file) {
        if (row.querySelectorAll(".o_ruiji_photo").length >= MOST) {
            this.say(row, _t("No more photos of this board."));
            return;
        }
        this.say(row, _t("Sending the photo…"));
        try {
            if (await this.draft.save()) {
                this.show(row, await this.upload(row, await shrunk(file)));
                return;
            }
        } catch (trouble) {
            this.draft.trouble = trouble;
        }
        this.keepForLater(row, file);
    }

    upload(row, blob) {
        const data = new FormData();
        data.append("csrf_token", this.form.elements.csrf_token.value);
        data.append("token", this.draft.token);
        data.append("row", row.dataset.row);
        data.append("photo", blob, "photo.jpg");
        return send("/my/repair-slips/draft/photos", data, (part) =>
            this.say(row, _t("Sending the photo… %s", `${Math.round(part * 100)}%`))
        );
    }

    show(row, answer) {
        this.say(row, answer.refused || "");
        if (answer.id) {
            const photo = document.createElement("span");
            photo.className = "o_ruiji_photo";
            photo.dataset.photo = answer.id;
            const image = document.createElement("img");
            image.src = `/my/repair-slips/draft/photos/${answer.id}`;
            image.alt = _t("Photo");
            photo.append(image);
            row.querySelector(".o_ruiji_camera").before(photo);
            this.addDrop(photo);
        }
    }

    /** The form takes along what could not be sent ahead. */
    keepForLater(row, file) {
        const input = row.querySelector(".o_ruiji_album input");
        const kept = new DataTransfer();
        for (const one of [...input.files, file]) {
            kept.items.add(one);
        }
        input.files = kept.files;
        this.say(row, _t("The photo goes along with the slip."));
    }

    addDrop(photo) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "o_ruiji_drop_photo btn btn-sm btn-dark";
        button.title = _t("Remove this photo");
        button.setAttribute("aria-label", button.title);
        button.append("×");
        button.addEventListener("click", () => this.drop(photo));
        photo.append(button);
    }

    async drop(photo) {
        const photo_id = parseInt(photo.dataset.photo);
        const url = "/my/repair-slips/draft/photos/drop";
        const {trouble} = await ask(url, {photo_id});
        if (trouble) {
            const row = photo.closest(".o_ruiji_slip_row");
            this.say(row, _t("The photo is still there: remove it later."));
            return;
        }
        photo.remove();
    }

    say(row, text) {
        row.querySelector(".o_ruiji_photo_note").textContent = text;
    }
}
