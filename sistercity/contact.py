"""How CLAIR's office is reached. Templates print it with functions of sistercity.printing."""

MAIL = "shimai@clair.or.jp"
# By the language of the page: as it is dialled from abroad, and in Japan.
TELEPHONE = {"en": "+81-3-5213-1723", "ja": "03-5213-1723"}
