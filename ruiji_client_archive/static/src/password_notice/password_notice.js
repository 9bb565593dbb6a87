import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {session} from "@web/session";
import {user} from "@web/core/user";

/**
 * Says on opening the web client that the password ends in a few days (ACC-07).
 */
export const passwordNoticeService = {
    dependencies: ["action", "notification"],
    start(_env, {action, notification}) {
        if (!session.ruiji_password_notice) {
            return;
        }
        const close = notification.add(session.ruiji_password_notice, {
            type: "warning",
            sticky: true,
            className: "o_ruiji_password_notice",
            buttons: [
                {
                    name: _t("Set a new password"),
                    primary: true,
                    onClick: () => {
                        close();
                        action.doActionButton({
                            type: "object",
                            name: "preference_change_password",
                            resModel: "res.users",
                            resId: user.userId,
                            resIds: [user.userId],
                        });
                    },
                },
            ],
        });
    },
};

registry.category("services").add("ruiji_password_notice", passwordNoticeService);
