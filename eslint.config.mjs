// Odoo's browser code: ES modules that Odoo bundles itself.
const browser = [
    "console",
    "document",
    "fetch",
    "FormData",
    "location",
    "navigator",
    "setTimeout",
    "clearTimeout",
    "URL",
    "URLSearchParams",
    "window",
];

export default [
    {ignores: [".cache/", "node_modules/"]},
    {
        files: ["**/static/{src,tests}/**/*.js"],
        languageOptions: {
            ecmaVersion: 2024,
            sourceType: "module",
            globals: Object.fromEntries(browser.map((name) => [name, "readonly"])),
        },
        linterOptions: {reportUnusedDisableDirectives: "error"},
        rules: {
            "array-callback-return": "error",
            "consistent-return": "error",
            curly: "error",
            eqeqeq: ["error", "always", {null: "ignore"}],
            "no-console": "error",
            "no-debugger": "error",
            "no-dupe-args": "error",
            "no-dupe-keys": "error",
            "no-eval": "error",
            "no-implied-eval": "error",
            "no-redeclare": "error",
            "no-shadow": "error",
            "no-undef": "error",
            "no-unreachable": "error",
            "no-unused-vars": "error",
            "no-use-before-define": ["error", {functions: false}],
            "no-var": "error",
            "prefer-const": "error",
        },
    },
];
