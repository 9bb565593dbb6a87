"""What the import finds in a file as a whole, its sheets and columns, by code."""

from odoo.tools.translate import LazyTranslate

# Constants know no user yet: they are translated when they are said.
# pylint: disable=prefer-env-translation
_lt = LazyTranslate(__name__)

OF_FILE = {
    "empty_file": (
        _lt("Empty file"),
        _lt(
            "The file is empty. Choose the workbook of the old system (.xls or .xlsx)."
        ),
    ),
    "empty_workbook": (
        _lt("Empty workbook"),
        _lt("The workbook holds no rows. Choose the one that holds the old records."),
    ),
    "uncalculated_workbook": (
        _lt("Formulas without results"),
        _lt(
            "The workbook holds nothing but formulas without their results. Open it "
            "in Excel, save it and choose it again."
        ),
    ),
    "file_too_large": (
        _lt("File too large"),
        _lt(
            "The file is larger than %(limit)s MB. Split it into several, or ask the "
            "administrator to raise the limit."
        ),
    ),
    "encrypted_file": (
        _lt("Encrypted file"),
        _lt(
            "The workbook is protected by a password. Open it in Excel, take the "
            "password off, save it and choose it again."
        ),
    ),
    "damaged_file": (
        _lt("Damaged file"),
        _lt(
            "The file is damaged or was cut off on its way. Fetch it again, or open "
            "it in Excel and save it anew."
        ),
    ),
    "html_file": (
        _lt("Web page"),
        _lt(
            "The file is a web page with the name of a workbook. Open it in Excel and "
            "save it as an Excel workbook (.xlsx)."
        ),
    ),
    "text_file": (
        _lt("Plain text"),
        _lt(
            "The file is plain text, not a workbook. Open it in Excel and save it as "
            "an Excel workbook (.xlsx)."
        ),
    ),
    "unsupported_workbook": (
        _lt("Other kind of workbook"),
        _lt(
            "This kind of workbook cannot be read. Open it and save it as an Excel "
            "workbook (.xlsx or .xls)."
        ),
    ),
    "not_a_workbook": (
        _lt("Not a workbook"),
        _lt(
            "The file is not a workbook. Choose the one of the old system (.xls or "
            ".xlsx)."
        ),
    ),
    "no_known_sheet": (
        _lt("No known sheet"),
        _lt(
            "None of the sheets %(missing)s is in the workbook, only %(found)s. Choose "
            "the workbook of the old system."
        ),
    ),
    "missing_column": (
        _lt("Missing column"),
        _lt(
            "The sheet %(sheet)s lacks the column %(missing)s. Add it to the header, "
            "or have its other name added to the import words."
        ),
    ),
    "interrupted": (
        _lt("Interrupted"),
        _lt(
            "The import stopped in the middle. What had gone in stays; import the file "
            "again to go on. The administrator finds the cause in the server log: "
            "%(cause)s"
        ),
    ),
    "undo_interrupted": (
        _lt("Undo interrupted"),
        _lt(
            "Taking back stopped in the middle. Take the import back again to go on. "
            "The administrator finds the cause in the server log: %(cause)s"
        ),
    ),
}

OF_LAYOUT = {
    "missing_sheet": (
        _lt("Missing sheet"),
        _lt(
            "The workbook has no sheet %(sheet)s. The others can be imported without; "
            "if it was to hold this one, too, add it and choose the file again."
        ),
    ),
    "unknown_sheet": (
        _lt("Unknown sheet"),
        _lt("The sheet %(sheet)s is not known and was left out."),
    ),
    "hidden_sheet": (
        _lt("Hidden sheet"),
        _lt(
            "The sheet %(sheet)s is hidden in Excel; it was read as well. Delete it "
            "from the workbook if it is not to be imported."
        ),
    ),
    "hidden_rows": (
        _lt("Hidden rows"),
        _lt(
            "%(count)s rows of the sheet %(sheet)s are hidden in Excel, this one "
            "first; they were read as well. Delete them if they are not to be imported."
        ),
    ),
    "uncalculated_formulas": (
        _lt("Formulas without results"),
        _lt(
            "The sheet %(sheet)s holds %(count)s formulas without their results, this "
            "one first; they were taken as empty. Open the file in Excel, save it and "
            "choose it again."
        ),
    ),
    "merged_cell": (
        _lt("Merged cell"),
        _lt("%(value)s is merged down to row %(last)s and was taken for each row."),
    ),
    "unknown_column": (
        _lt("Unknown column"),
        _lt(
            "The column %(value)s of the sheet %(sheet)s is not known and was left "
            "out. If it is another name of a known one, have it added to the import "
            "words."
        ),
    ),
}
