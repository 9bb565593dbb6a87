"""Which fields make up a client's file, part by part; read without the ORM."""

# The page of the form that shows them: its fields, as the form puts them.
FIELDS_OF_PAGE = {
    "basic": (
        "name",
        "short_name",
        "client_tier",
        "client_type",
        "state_id",
        "city_id",
        "street",
        "zip",
        "contact_name",
        "function",
        "gender",
        "birth_year",
        "birthday",
        "phone",
        "mobile",
        "fax",
        "email",
        "document_format_id",
        "login_code",
        "business_remark",
    ),
    "subordinates": ("superior_id",),
    "account_manager": ("user_id",),
    "logistics": ("logistics_partner_id",),
    "enterprise": (
        "legal_representative",
        "business_scope",
        "registered_capital",
        "registered_currency_id",
        "enterprise_nature",
        "industry_id",
        "website",
        "financial_state",
        "credit_grade",
        "granted_credit",
    ),
}
PAGE_OF_FIELD = {
    field: page for page, fields in FIELDS_OF_PAGE.items() for field in fields
}
FILE_FIELDS = tuple(PAGE_OF_FIELD)
PERSON_FIELDS = (
    "name",
    "position_role",
    "function",
    "gender",
    "birth_year",
    "birthday",
    "phone",
    "mobile",
    "fax",
    "email",
    "hobbies",
    "login_code",
)
# What can be wrong in itself, of a client's main contact and of a person.
CONTACT_FIELDS = ("phone", "mobile", "fax", "email")
