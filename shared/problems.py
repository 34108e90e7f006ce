"""The one error table: what each code means to a person, and to HTTP (RFC 9457)."""

from typing import NamedTuple

from shared.domain.errors import DomainError
from shared.domain.language import Language, Text
from shared.domain.model import Model
from shared.domain.shortage import Short, Shortage

MEDIA_TYPE = "application/problem+json"


class Row(NamedTuple):
    """`detail` is a template filled with the error's parameters."""

    status: int
    title: Text
    detail: Text
    retryable: bool = False


class FieldError(Model):
    field: str
    message: str


class Problem(Model):
    """An RFC 9457 problem document. `retryable` says whether the same request may succeed later;
    `short` is what is missing to cook."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    retryable: bool
    errors: list[FieldError] | None = None
    short: list[Shortage] | None = None


TABLE: dict[str, Row] = {
    "unreadable_body": Row(
        400,
        Text("No se pudo leer la petición", "The body could not be read"),
        Text("El cuerpo debe ser {expected} válido.", "The body must be valid {expected}."),
    ),
    "invalid_header": Row(
        400,
        Text("Cabecera no válida", "Invalid header"),
        Text("La cabecera {name} no es válida.", "The header {name} is not valid."),
    ),
    "token_missing": Row(
        401,
        Text("Falta el token", "A token is missing"),
        Text(
            "Envía la cabecera «Authorization: Bearer …».",
            "Send the header “Authorization: Bearer …”.",
        ),
    ),
    "token_invalid": Row(
        401,
        Text("El token no vale", "The token is not valid"),
        Text(
            "El token caducó, fue revocado o no es de este servicio. Vuelve a iniciar sesión.",
            "The token expired, was revoked or is not of this service. Sign in again.",
        ),
    ),
    "session_ended": Row(
        401,
        Text("La sesión terminó", "The session has ended"),
        Text("Vuelve a iniciar sesión.", "Sign in again."),
    ),
    "session_moved": Row(
        401,
        Text("Has cambiado de cocina", "You moved to another kitchen"),
        Text(
            "Renueva la sesión con el refresh_token y repite la petición.",
            "Refresh the session with its refresh_token and repeat the request.",
        ),
    ),
    "account_deleted": Row(
        401,
        Text("La cuenta se está borrando", "The account is being deleted"),
        Text("Cuando termine podrás empezar de nuevo.", "When it is done you can start afresh."),
    ),
    "role_insufficient": Row(
        403,
        Text("No está permitido", "Not allowed"),
        Text(
            "Tu papel en esta cocina no permite hacer esto.",
            "Your role in this kitchen does not allow this.",
        ),
    ),
    "admin_required": Row(
        403,
        Text("Solo para administradores", "Administrators only"),
        Text(
            "Hace falta ser administrador y haber iniciado sesión con un segundo factor.",
            "It takes an administrator who signed in with a second factor.",
        ),
    ),
    "caller_not_allowed": Row(
        403,
        Text("No está permitido", "Not allowed"),
        Text("Quien llama no puede usar esta ruta.", "This caller may not use this route."),
    ),
    "not_found": Row(
        404,
        Text("No existe", "Not found"),
        Text("No hay nada con ese identificador.", "There is nothing under that id."),
    ),
    "invite_not_valid": Row(
        404,
        Text("La invitación no vale", "The invitation is not valid"),
        Text(
            "El código está mal escrito, ya se usó o caducó. Pide otro.",
            "The code is mistyped, was used or has expired. Ask for another one.",
        ),
    ),
    "route_not_found": Row(
        404,
        Text("Ruta desconocida", "Unknown route"),
        Text("Esta función no tiene esa ruta.", "This function has no such route."),
    ),
    "method_not_allowed": Row(
        405,
        Text("Método no permitido", "Method not allowed"),
        Text("Esta ruta admite: {allowed}.", "This route takes: {allowed}."),
    ),
    "conflict": Row(
        409,
        Text("No es posible ahora", "Not possible now"),
        Text("El estado actual no lo permite.", "The present state does not allow it."),
    ),
    "id_taken": Row(
        409,
        Text("Ese identificador ya existe", "That id is taken"),
        Text(
            "Ya hay otra cosa con el identificador {id}.",
            "Something else is stored under the id {id}.",
        ),
    ),
    "already_member": Row(
        409,
        Text("Ya estás en esa cocina", "You are in that kitchen already"),
        Text("No hace falta unirse otra vez.", "There is no need to join again."),
    ),
    "kitchen_full": Row(
        409,
        Text("La cocina está completa", "The kitchen is full"),
        Text("Caben {most} personas como máximo.", "It takes {most} people at most."),
    ),
    "last_member": Row(
        409,
        Text("Esta cocina se perdería", "This kitchen would be lost"),
        Text(
            "Solo quedas tú en ella y ya te espera otra: sal de ella antes, y se borrará.",
            "Only you are left in it and your own waits: leave it first, and it is deleted.",
        ),
    ),
    "too_many_invites": Row(
        409,
        Text("Demasiadas invitaciones abiertas", "Too many open invitations"),
        Text(
            "Puede haber {most} a la vez; espera a que se usen o caduquen.",
            "There may be {most} at a time; wait until they are used or expire.",
        ),
    ),
    "owner_needed": Row(
        409,
        Text("Una cocina necesita dueño", "A kitchen needs an owner"),
        Text(
            "Haz dueña a otra persona, o sal de la cocina.",
            "Make somebody else the owner, or leave the kitchen.",
        ),
    ),
    "not_enough": Row(
        409,
        Text("No hay tanto", "There is not that much"),
        Text("Quedan {available} {unit}.", "There is {available} {unit} left."),
    ),
    "short_of_ingredients": Row(
        409,
        Text("Faltan ingredientes", "Ingredients are missing"),
        Text(
            "No alcanza: {names}. Con «partial» se descuenta lo que hay.",
            "There is not enough of: {names}. With “partial” what there is is taken.",
        ),
    ),
    "too_many_lots": Row(
        409,
        Text("Son demasiados artículos", "It takes too many items"),
        Text(
            "A la vez cambian {most} artículos como mucho; prueba con menos cantidad.",
            "At most {most} items change at once; try with a smaller amount.",
        ),
    ),
    "already_opened": Row(
        409,
        Text("Ya está abierto", "It is open already"),
        Text("Se abrió antes.", "It was opened before."),
    ),
    "already_frozen": Row(
        409,
        Text("Ya está congelado", "It is frozen already"),
        Text("Ya se guarda en el congelador.", "It is kept in the freezer already."),
    ),
    "not_frozen": Row(
        409,
        Text("No está congelado", "It is not frozen"),
        Text("Solo se descongela lo congelado.", "Only what is frozen can be thawed."),
    ),
    "thawed_before": Row(
        409,
        Text("No se congela dos veces", "It must not be frozen twice"),
        Text(
            "Ya se descongeló una vez; cocínalo antes de volver a congelarlo.",
            "It was thawed before; cook it before freezing it again.",
        ),
    ),
    "past_use_by": Row(
        409,
        Text("Pasó su fecha de caducidad", "It is past its use-by date"),
        Text("Congelarlo no lo hace seguro.", "Freezing does not make it safe."),
    ),
    "already_undone": Row(
        409,
        Text("Ya se deshizo", "It was undone already"),
        Text("Un movimiento se deshace una vez.", "A movement is undone once."),
    ),
    "cannot_undo": Row(
        409,
        Text("No se puede deshacer", "It cannot be undone"),
        Text(
            "Después se cambió la cantidad, la moneda o la fecha, la fecha pasó, se descongeló otro"
            " día, se borró, sería demasiado, o ya deshacía otro.",
            "Its amount, currency or date was changed since, its date has passed, it was thawed on"
            " another day, it was removed, it would be too much, or this undid another one.",
        ),
    ),
    "day_planned": Row(
        409,
        Text("Ese día ya tiene plan", "That day is planned already"),
        Text(
            "Bórralo antes, o copia con «replace» para sustituirlo.",
            "Delete it first, or copy with “replace” to put this in its place.",
        ),
    ),
    "nothing_ticked": Row(
        409,
        Text("No hay nada marcado", "Nothing is ticked"),
        Text(
            "Marca antes lo comprado, o di qué se compró en «lines».",
            "Tick what was bought first, or say in “lines” what it was.",
        ),
    ),
    "list_full": Row(
        409,
        Text("La lista está llena", "The list is full"),
        Text("Caben {most} líneas; borra alguna.", "It holds {most} lines; delete some."),
    ),
    "purchase_touched": Row(
        409,
        Text("La compra ya se usó", "The purchase was used already"),
        Text(
            "Algo de lo comprado se usó, se cambió o se borró después.",
            "Something of what was bought was used, changed or removed since.",
        ),
    ),
    "already_cooked": Row(
        409,
        Text("Ya se cocinó", "It was cooked already"),
        Text("Una comida planeada se cocina una vez.", "A planned meal is cooked once."),
    ),
    "changes_forgotten": Row(
        409,
        Text("Hay que empezar de nuevo", "Start again"),
        Text(
            "Desde entonces pasó demasiado tiempo, o cambiaste de cocina: empieza sin «since».",
            "It was too long ago, or in another kitchen: start again without “since”.",
        ),
    ),
    "analysis_not_done": Row(
        409,
        Text("El análisis no ha terminado", "The analysis is not done"),
        Text(
            "Espera a que la etiqueta esté leída, o repite el análisis si ha fallado.",
            "Wait until the label has been read, or retry the analysis if it failed.",
        ),
        retryable=True,
    ),
    "recognition_not_done": Row(
        409,
        Text("El reconocimiento no ha terminado", "The recognition is not done"),
        Text("Espera a que su estado sea «done».", "Wait until its status is “done”."),
        retryable=True,
    ),
    "nothing_to_retry": Row(
        409,
        Text("No hay nada que repetir", "There is nothing to retry"),
        Text("Ninguna de sus fotos ha fallado.", "None of its photos failed."),
    ),
    "job_held": Row(
        409,
        Text("El trabajo está en curso", "The job is being done"),
        Text("Otro proceso tiene el trabajo.", "Another worker holds the job."),
        retryable=True,
    ),
    "idempotency_key_running": Row(
        409,
        Text("La petición sigue en curso", "The request is still running"),
        Text(
            "La primera petición con esta Idempotency-Key aún no ha respondido; repítela luego.",
            "The first request with this Idempotency-Key has not answered yet; repeat it shortly.",
        ),
        retryable=True,
    ),
    "library_full": Row(
        409,
        Text("La biblioteca está llena", "The library is full"),
        Text(
            "Caben {most} imágenes; borra alguna antes.",
            "It takes {most} pictures; delete one first.",
        ),
    ),
    "version_mismatch": Row(
        412,
        Text("Ha cambiado entretanto", "It changed in the meantime"),
        Text(
            "Léelo de nuevo y repite el cambio sobre la versión actual.",
            "Read it again and repeat the change on the current version.",
        ),
    ),
    "body_too_large": Row(
        413,
        Text("Demasiado grande", "Too large"),
        Text("El máximo es {limit}.", "The most is {limit}."),
    ),
    "image_too_large": Row(
        413,
        Text("La imagen es demasiado grande", "The image is too large"),
        Text("El máximo por imagen es {limit}.", "The most per image is {limit}."),
    ),
    "media_type_unsupported": Row(
        415,
        Text("Tipo de contenido no admitido", "Content type not supported"),
        Text("Envía {expected}.", "Send {expected}."),
    ),
    "image_unsupported": Row(
        415,
        Text("No es una imagen admitida", "Not a supported image"),
        Text("Envía una foto JPEG, PNG o WebP.", "Send a JPEG, PNG or WebP photo."),
    ),
    "validation_failed": Row(
        422,
        Text("Hay datos que corregir", "Some values need correcting"),
        Text("Revisa los campos indicados.", "See the fields listed."),
    ),
    "invalid_value": Row(
        422,
        Text("Valor no válido", "Invalid value"),
        Text("El valor no es válido.", "The value is not valid."),
    ),
    "invalid_date": Row(
        422,
        Text("Fecha no válida", "Invalid date"),
        Text(
            "Escribe un día entre 2000 y 2099 como AAAA-MM-DD.",
            "Write a day between 2000 and 2099 as YYYY-MM-DD.",
        ),
    ),
    "range_too_long": Row(
        422,
        Text("Demasiados días", "Too many days"),
        Text("Pide {most} días como mucho.", "Ask for {most} days at most."),
    ),
    "date_over": Row(
        422,
        Text("Ese día ya pasó", "That day is over"),
        Text("Pide desde hoy en adelante.", "Ask from today on."),
    ),
    "unknown_line": Row(
        422,
        Text("Línea desconocida", "Unknown line"),
        Text("La lista no tiene tal línea.", "The list has no such line."),
    ),
    "unknown_recipe": Row(
        422,
        Text("Receta desconocida", "Unknown recipe"),
        Text(
            "No hay tal receta en la cocina ni en el catálogo.",
            "Neither the kitchen nor the catalog has such a recipe.",
        ),
    ),
    "null_not_allowed": Row(
        422,
        Text("Falta un valor", "A value is missing"),
        Text("Este campo no puede ser nulo.", "This field cannot be null."),
    ),
    "price_without_currency": Row(
        422,
        Text("Precio y moneda van juntos", "Price and currency go together"),
        Text("Indica los dos o ninguno.", "Give both or neither."),
    ),
    "unknown_food": Row(
        422,
        Text("Alimento desconocido", "Unknown food"),
        Text("El catálogo no tiene ese alimento.", "The catalog has no such food."),
    ),
    "dish_unknown": Row(
        422,
        Text("Plato desconocido", "Unknown dish"),
        Text(
            "Nadie conoce ese título: envía los ingredientes, o el id de la receta.",
            "Nobody knows that title: send the ingredients, or the recipe's id.",
        ),
    ),
    "phrase_not_understood": Row(
        422,
        Text("No se entendió", "Not understood"),
        Text(
            "Escribe una cantidad y un alimento: «un kilo de papas».",
            "Write an amount and a food: “1 cup of flour”.",
        ),
    ),
    "columns_unknown": Row(
        422,
        Text("No se entienden las columnas", "The columns are not understood"),
        Text(
            "La primera fila nombra las columnas, cada una una vez, y una de ellas es «nombre».",
            "The first row names the columns, each of them once, and one of them is “name”.",
        ),
    ),
    "too_many_rows": Row(
        422,
        Text("Demasiadas filas", "Too many rows"),
        Text("Envía {most} como máximo.", "Send {most} at most."),
    ),
    "rows_invalid": Row(
        422,
        Text("Hay filas que corregir", "Some rows need correcting"),
        Text(
            "{count} filas tienen errores y no se añadió nada; con preview=true se ve cada una.",
            "{count} rows have errors and nothing was added; preview=true shows each of them.",
        ),
    ),
    "no_recipe_found": Row(
        422,
        Text("No se encontró ninguna receta", "No recipe was found"),
        Text(
            "Envía el texto con su título, ingredientes y pasos, o una página que la declare.",
            "Send the text with its title, ingredients and steps, or a page that declares one.",
        ),
    ),
    "recipe_too_long": Row(
        422,
        Text("La receta es demasiado larga", "The recipe is too long"),
        Text(
            "Se lee entera, o no se importa: como mucho {most_characters} caracteres, y"
            " {most_lines} ingredientes y pasos. Envía solo la receta.",
            "It is read whole or not imported: at most {most_characters} characters, and"
            " {most_lines} ingredients and steps. Send the recipe alone.",
        ),
    ),
    "unknown_allergy": Row(
        422,
        Text("Alergia no entendida", "Allergy not understood"),
        Text(
            "No es un alérgeno ni un alimento conocido. Escríbelo de otra forma.",
            "It is neither an allergen nor a known food. Write it in another way.",
        ),
    ),
    "cannot_convert": Row(
        422,
        Text("No se puede convertir", "No conversion"),
        Text(
            "No se puede pasar de {source} a {target}: falta {missing}.",
            "{source} cannot be turned into {target}: {missing} is not known.",
        ),
    ),
    "cursor_invalid": Row(
        422,
        Text("Cursor no válido", "Invalid cursor"),
        Text(
            "Usa el next_cursor de la respuesta anterior.",
            "Use the next_cursor of the answer before.",
        ),
    ),
    "image_missing": Row(
        422,
        Text("Falta la imagen", "An image is missing"),
        Text("Envía de {least} a {most} imágenes.", "Send {least} to {most} images."),
    ),
    "image_damaged": Row(
        422,
        Text("La imagen está dañada", "The image is damaged"),
        Text("No se pudo abrir. Envíala otra vez.", "It could not be opened. Send it again."),
    ),
    "image_not_readable": Row(
        422,
        Text("No se pudo leer la foto", "The photo could not be read"),
        Text(
            "Repite la foto de cerca, de frente y con buena luz, con todo el texto dentro.",
            "Take it again closer, straight on and in good light, with all of the text inside.",
        ),
    ),
    "no_ingredient_list": Row(
        422,
        Text("No hay lista de ingredientes", "There is no list of ingredients"),
        Text(
            "Envía la parte de la etiqueta donde dice «ingredientes», entera y legible.",
            "Send the part of the label that says “ingredients”, whole and legible.",
        ),
    ),
    "unknown_ingredient": Row(
        422,
        Text("No conocemos ese ingrediente", "That ingredient is not known"),
        Text(
            "Escríbelo como en la etiqueta, o con su nombre INCI o su número E.",
            "Write it as on the label, or by its INCI name or E number.",
        ),
    ),
    "invalid_gtin": Row(
        422,
        Text("El código de barras no vale", "The barcode is not valid"),
        Text(
            "Son 8, 12, 13 o 14 cifras y la última comprueba las demás: revísalas.",
            "It has 8, 12, 13 or 14 digits, and the last one checks the others: look again.",
        ),
    ),
    "offline_cannot_see_dishes": Row(
        422,
        Text("No se reconocen platos sin modelo", "Dishes need a vision model"),
        Text(
            "Este servidor solo lee texto: envía un recibo o una etiqueta, o escríbelos.",
            "This server only reads text: send a receipt or a label, or type the foods.",
        ),
    ),
    "no_ingredients": Row(
        422,
        Text("No hay con qué cocinar", "There is nothing to cook with"),
        Text("Indica al menos un ingrediente.", "Give at least one ingredient."),
    ),
    "idempotency_key_reused": Row(
        422,
        Text("La clave ya se usó para otra cosa", "The key was used for something else"),
        Text(
            "Esta Idempotency-Key pertenece a una petición distinta; usa una nueva.",
            "This Idempotency-Key belongs to a different request; use a new one.",
        ),
    ),
    "rate_limited": Row(
        429,
        Text("Demasiadas peticiones", "Too many requests"),
        Text("Inténtalo de nuevo dentro de {seconds} s.", "Try again in {seconds} s."),
        retryable=True,
    ),
    "internal": Row(
        500,
        Text("Algo falló", "Something failed"),
        Text(
            "El error quedó registrado con este request_id.",
            "The error was logged under this request_id.",
        ),
        retryable=True,
    ),
    "dependency_unavailable": Row(
        503,
        Text("No disponible por ahora", "Not available right now"),
        Text("Inténtalo de nuevo en un momento.", "Try again in a moment."),
        retryable=True,
    ),
    "provider_unavailable": Row(
        503,
        Text("El asistente no responde", "The assistant does not answer"),
        Text("Inténtalo de nuevo en un momento.", "Try again in a moment."),
        retryable=True,
    ),
    "overloaded": Row(
        503,
        Text("Demasiado trabajo a la vez", "Too much at once"),
        Text("Vuelve a intentarlo en unos segundos.", "Try again in a few seconds."),
        retryable=True,
    ),
    "deadline_exceeded": Row(
        503,
        Text("Tardó demasiado", "It took too long"),
        Text("Inténtalo de nuevo en un momento.", "Try again in a moment."),
        retryable=True,
    ),
}


def problem(error: DomainError, language: Language, request_id: str) -> Problem:
    """The problem document of `error` in `language`."""
    row = TABLE[error.code]
    detail = row.detail.of(language).format_map(error.params)
    named = [FieldError(field=error.field, message=detail)] if error.field else None
    document = _problem(error.code, row, detail, language, request_id, named)
    if isinstance(error, Short):
        return document.model_copy(update={"short": error.short})
    return document


def validation_problem(errors: list[FieldError], language: Language, request_id: str) -> Problem:
    """The problem document of values that do not validate."""
    row = TABLE["validation_failed"]
    return _problem("validation_failed", row, row.detail.of(language), language, request_id, errors)


def _problem(
    code: str,
    row: Row,
    detail: str,
    language: Language,
    request_id: str,
    errors: list[FieldError] | None,
) -> Problem:
    return Problem(
        type=f"urn:zerowasteai:problem:{code}",
        title=row.title.of(language),
        status=row.status,
        detail=detail,
        code=code,
        request_id=request_id,
        retryable=row.retryable,
        errors=errors,
    )
