"""What pydantic found wrong, said to a person in their language."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from shared.domain.language import Language, Text
from shared.problems import FieldError

# Pydantic's error types; where one is not here its own English message is used.
_MESSAGES: dict[str, Text] = {
    "missing": Text("falta este campo", "this field is missing"),
    "extra_forbidden": Text("este campo no existe", "there is no such field"),
    "greater_than": Text("debe ser mayor que {gt}", "must be greater than {gt}"),
    "greater_than_equal": Text("debe ser {ge} o más", "must be {ge} or more"),
    "less_than": Text("debe ser menor que {lt}", "must be less than {lt}"),
    "less_than_equal": Text("debe ser {le} o menos", "must be {le} or less"),
    "decimal_max_places": Text(
        "admite {decimal_places} decimales como máximo",
        "takes {decimal_places} decimal places at most",
    ),
    "finite_number": Text("debe ser un número finito", "must be a finite number"),
    "decimal_parsing": Text("debe ser un número", "must be a number"),
    "is_instance_of": Text("debe ser un número", "must be a number"),
    "decimal_type": Text("debe ser un número", "must be a number"),
    "float_parsing": Text("debe ser un número", "must be a number"),
    "must be a number": Text("debe ser un número", "must be a number"),
    "float_type": Text("debe ser un número", "must be a number"),
    "int_parsing": Text("debe ser un número entero", "must be a whole number"),
    "int_type": Text("debe ser un número entero", "must be a whole number"),
    "int_from_float": Text("debe ser un número entero", "must be a whole number"),
    "bool_parsing": Text("debe ser true o false", "must be true or false"),
    "bool_type": Text("debe ser true o false", "must be true or false"),
    "string_type": Text("debe ser un texto", "must be a text"),
    "string_too_short": Text(
        "debe tener {min_length} caracteres o más", "must have {min_length} characters or more"
    ),
    "string_too_long": Text(
        "debe tener {max_length} caracteres o menos", "must have {max_length} characters or fewer"
    ),
    "string_pattern_mismatch": Text(
        "tiene caracteres que no se admiten", "has characters that are not allowed"
    ),
    "too_short": Text(
        "debe tener {min_length} elementos o más", "must have {min_length} elements or more"
    ),
    "too_long": Text(
        "debe tener {max_length} elementos o menos", "must have {max_length} elements or fewer"
    ),
    "enum": Text("debe ser uno de: {expected}", "must be one of: {expected}"),
    "literal_error": Text("debe ser uno de: {expected}", "must be one of: {expected}"),
    "date_parsing": Text("debe ser una fecha AAAA-MM-DD", "must be a date YYYY-MM-DD"),
    "date_type": Text("debe ser una fecha AAAA-MM-DD", "must be a date YYYY-MM-DD"),
    "date_from_datetime_parsing": Text(
        "debe ser una fecha AAAA-MM-DD", "must be a date YYYY-MM-DD"
    ),
    "date_from_datetime_inexact": Text(
        "debe ser una fecha AAAA-MM-DD", "must be a date YYYY-MM-DD"
    ),
    "model_type": Text("debe ser un objeto", "must be an object"),
    "model_attributes_type": Text("debe ser un objeto", "must be an object"),
    "list_type": Text("debe ser una lista", "must be a list"),
    "frozen_set_type": Text("debe ser una lista", "must be a list"),
    "there is no such time zone": Text("no existe esa zona horaria", "there is no such time zone"),
    "this id is reserved": Text("este id está reservado", "this id is reserved"),
    "two items have the same id": Text(
        "dos elementos tienen el mismo id", "two items have the same id"
    ),
    "quantity and unit go together": Text(
        "la cantidad y la unidad van juntas", "quantity and unit go together"
    ),
    "status sorts by expires_on": Text(
        "con status solo se ordena por expires_on", "status goes with sort=expires_on only"
    ),
    "either text or name, quantity and unit": Text(
        "indica text, o bien name, quantity y unit", "give text, or name, quantity and unit"
    ),
    "an amount and a food, in words": Text(
        "escribe una cantidad y un alimento: «un kilo de papas»",
        "write an amount and a food: “1 cup of flour”",
    ),
    "either quantity or rough": Text(
        "indica quantity o rough, uno de los dos", "give either quantity or rough"
    ),
    "either text or ingredients": Text(
        "indica text o ingredients, uno de los dos", "give either text or ingredients"
    ),
    "either ingredient or kinds": Text(
        "indica ingredient o kinds, uno de los dos", "give either ingredient or kinds"
    ),
    "say what was wrong": Text("di qué estaba mal", "say what was wrong"),
    "either food_id or name": Text(
        "indica food_id o name, uno de los dos", "give either food_id or name"
    ),
    "price and currency go together": Text(
        "el precio y la moneda van juntos", "price and currency go together"
    ),
}
_MOST_ERRORS = 50
# A megabyte of names that are none makes a hundred thousand errors, and a second to list them.
_MOST_LISTED = 1000
_TOO_MANY = Text("más de mil valores están mal", "more than a thousand values are wrong")


class InvalidValues(Exception):
    """What the caller sent does not validate. Only parsing a request raises it: a value of the
    service's own that does not validate is no fault of the caller."""

    def __init__(self, found: ValidationError) -> None:
        super().__init__(f"{found.error_count()} invalid values")
        self.found = found


def too_many(error: ValidationError) -> bool:
    """Whether more is wrong than is worth looking at one by one."""
    return error.error_count() > _MOST_LISTED


def field_errors(error: ValidationError, language: Language) -> list[FieldError]:
    """Each thing wrong, by the path of its field (`items.0.quantity`)."""
    if too_many(error):
        return [FieldError(field="body", message=_TOO_MANY.of(language))]
    return [
        FieldError(field=_path(e["loc"]), message=_message(e, language))
        for e in error.errors(include_url=False, include_input=False)[:_MOST_ERRORS]
    ]


def _path(location: Sequence[int | str]) -> str:
    return ".".join(str(part)[:80] for part in location) or "body"


def _message(error: Mapping[str, Any], language: Language) -> str:
    context = error.get("ctx") or {}
    key = str(context.get("error", "")) if error["type"] == "value_error" else error["type"]
    text = _MESSAGES.get(key)
    if text is None:
        return str(error["msg"])
    return text.of(language).format_map(context)
