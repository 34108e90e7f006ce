"""Everything the walk and its report say, in both languages."""

from typing import Final

from shared.domain.food import Allergen, Storage
from shared.domain.language import Text
from shared.domain.proposal import Difficulty, Meal
from shared.domain.units import Unit

# What can go wrong.
NO_PHOTO: Final = Text("No existe el archivo {path}", "There is no file {path}")
NO_PHOTO_HINT: Final = Text(
    "Da la ruta de una foto: make demo IMAGE=recibo.jpg",
    "Give the path of a photo: make demo IMAGE=receipt.jpg",
)
NOT_A_PHOTO: Final = Text("{path} no es una foto", "{path} is not a photo")
PHOTO_TYPES: Final = Text("Se admiten JPEG, PNG y WebP.", "JPEG, PNG and WebP are accepted.")
PHOTO_BROKEN: Final = Text("No se puede abrir {path}", "{path} cannot be opened")
NO_ANSWER: Final = Text("No hay respuesta de {url}", "No answer from {url}")
ODD_ANSWER: Final = Text(
    "La respuesta de {url} no es la documentada", "The answer of {url} is not the documented one"
)
NOTHING_SEEN: Final = Text(
    "No se reconoció ningún alimento en {path}", "No food was recognised in {path}"
)
NOTHING_SEEN_HINT: Final = Text(
    "Prueba con la foto de un recibo de la compra, de cerca y con buena luz.",
    "Try the photo of a grocery receipt, taken close and in good light.",
)
NO_RECIPES: Final = Text(
    "No hay recetas para lo que hay en casa", "There are no recipes for what is in stock"
)
PICTURE_FAILED: Final = Text(
    "No se pudo dibujar «{title}»", "The picture of “{title}” could not be drawn"
)
PICTURES_LATE: Final = Text(
    "Faltan imágenes después de {seconds} s", "Pictures are missing after {seconds} s"
)
NOT_STARTED: Final = Text("El backend no está en marcha", "The backend does not run")
REPORT_UNWRITABLE: Final = Text(
    "No se puede escribir el informe en {path}", "The report cannot be written to {path}"
)
STOPPED: Final = Text("Detenido.", "Stopped.")

# What is being done, and what came of it.
STARTING: Final = Text(
    "Arrancando los emuladores y las funciones", "Starting the emulators and the functions"
)
STARTED: Final = Text("El backend está en marcha", "The backend runs")
SIGNING_IN: Final = Text("Creando la cuenta", "Signing up")
SIGNED_IN: Final = Text("Sesión abierta para {email}", "Signed in as {email}")
READING: Final = Text("Leyendo la foto", "Reading the photo")
READ: Final = (
    Text("1 alimento en {photo}", "1 food in {photo}"),
    Text("{count} alimentos en {photo}", "{count} foods in {photo}"),
)
STOCKING: Final = Text("Guardando en el inventario", "Putting it into the inventory")
STOCKED: Final = (
    Text("1 lote en el inventario", "1 lot in the inventory"),
    Text("{count} lotes en el inventario", "{count} lots in the inventory"),
)
WRITING: Final = Text("Escribiendo recetas", "Writing recipes")
WRITTEN: Final = (
    Text("1 receta con lo que caduca antes", "1 recipe with what goes first"),
    Text("{count} recetas con lo que caduca antes", "{count} recipes with what goes first"),
)
PICTURES: Final = Text("Imágenes", "Pictures")
PAINTED: Final = (
    Text("1 imagen en Storage", "1 picture in Storage"),
    Text("{count} imágenes en Storage", "{count} pictures in Storage"),
)
REPORT: Final = Text("El informe, para abrir en el navegador", "The report, to open in a browser")

# The table of what was recognised.
FOOD: Final = Text("Alimento", "Food")
AMOUNT: Final = Text("Cantidad", "Quantity")
PRICE: Final = Text("Precio", "Price")
CONFIDENCE: Final = Text("Confianza", "Confidence")
STORED: Final = Text("Dónde", "Where")
KEEPS: Final = Text("Dura hasta", "Keeps until")
DAYS_LEFT: Final = Text("Días", "Days")
NO_PRICE: Final = Text("sin precio", "no price")
CHECK_IT: Final = Text("revísalo", "check it")

# Recipes.
USES_FIRST: Final = Text("Aprovecha", "Uses up")
MISSING: Final = Text("Falta", "Missing")
IN_STOCK: Final = Text("En casa", "In stock")
NOTHING_MISSING: Final = Text("nada, está todo en casa", "nothing, it is all in stock")
NOTHING_EXPIRES: Final = Text(
    "nada que caduque en tres días", "nothing that goes off within three days"
)
FEWER: Final = {
    "stock": Text(
        "Con lo que hay en casa no salen más recetas.", "What is in stock makes no more recipes."
    ),
    "constraints": Text(
        "No hay más recetas que cumplan lo pedido.", "No more recipes meet what was asked."
    ),
}
MINUTES: Final = Text("{count} min", "{count} min")
SERVINGS: Final = (
    Text("1 ración", "1 serving"),
    Text("{count} raciones", "{count} servings"),
)

# What the dishes keep from the bin.
RESCUE: Final = (
    Text("Lo que este plato salva de la basura", "What this dish keeps from the bin"),
    Text("Lo que estos dos platos salvan de la basura", "What these two dishes keep from the bin"),
    Text(
        "Lo que estos tres platos salvan de la basura", "What these three dishes keep from the bin"
    ),
)
RESCUED_LOTS: Final = Text("{count} de {all}", "{count} of {all}")
RESCUED: Final = Text("Alimentos", "Foods")
RESCUED_NOTE: Final = Text(
    "De los que caducan en tres días, enteros o en parte:",
    "Of those that go off within three days, whole or in part:",
)
MONEY: Final = Text("Dinero", "Money")
MONEY_NOTE: Final = Text(
    "La parte que se cocina de su precio.", "The cooked part of what they cost."
)
MONEY_UNKNOWN: Final = Text("Sin evaluar: {names}.", "Not assessed: {names}.")
CO2E: Final = Text("Huella de los platos", "Footprint of the dishes")
WATER: Final = Text("Agua de los platos", "Water in the dishes")
LITRES: Final = Text("Agua", "Water")
WHOLE_DISHES: Final = Text(
    "Con lo que hay que comprar; la parte que se salva no se evalúa por separado.",
    "With what has to be bought; the part that is kept is not assessed on its own.",
)
COVERED: Final = Text(
    "Cubre el {share} del peso; el resto está sin evaluar.",
    "Covers {share} of the weight; the rest is not assessed.",
)
COVERED_FROM_TO: Final = Text(
    "Cubre del {least} al {most} del peso de cada plato; el resto está sin evaluar.",
    "Covers {least} to {most} of each dish’s weight; the rest is not assessed.",
)
NOT_ASSESSED: Final = Text("sin evaluar", "not assessed")
NONE_RESCUED: Final = Text(
    "Nada de lo comprado caduca en tres días: todavía no hay nada que salvar.",
    "Nothing that was bought goes off within three days: there is nothing to save yet.",
)
NONE_USED: Final = Text(
    "Estos platos no usan nada de lo que caduca en tres días.",
    "These dishes use nothing of what goes off within three days.",
)
LEFT: Final = Text("Caduca pronto y queda fuera", "Goes off soon and is left over")

# The report page.
PAGE: Final = {
    "title": Text("Del recibo a la mesa", "From the receipt to the table"),
    "summary": Text(
        "Una foto, lo que se leyó en ella, hasta cuándo dura y qué cocinar primero.",
        "One photo, what was read in it, how long it keeps and what to cook first.",
    ),
    "contents": Text("Contenido", "Contents"),
    "skip": Text("Saltar al contenido", "Skip to the content"),
    "shop": Text("Comercio", "Shop"),
    "receipt_date": Text("Fecha del recibo", "Receipt date"),
    "total": Text("Total", "Total"),
    "foods": Text("Alimentos", "Foods"),
    "recognised": Text("Lo que dice el recibo", "What the receipt says"),
    "recognised_lead": Text(
        "Cada número une una línea de la foto con un alimento del inventario. La barra dice cuánta "
        "confianza merece la lectura; las fechas son estimaciones del catálogo.",
        "Each number ties a line of the photo to a food in the inventory. The bar says how sure "
        "the reading is; the dates are estimates from the catalog.",
    ),
    "photo_alt": Text("El recibo fotografiado", "The receipt as photographed"),
    "timeline": Text("Qué caduca y cuándo", "What goes off when"),
    "timeline_lead": Text(
        "Los alimentos con marca son los que usan las recetas de abajo.",
        "The marked foods are those the recipes below use.",
    ),
    "used_mark": Text("en una receta", "in a recipe"),
    "past": Text("Pasada la fecha", "Past its date"),
    "dishes": Text("Qué cocinar primero", "What to cook first"),
    "dishes_lead": Text(
        "Escritas con lo que hay en casa, empezando por lo que caduca antes.",
        "Written with what is in stock, starting with what goes first.",
    ),
    "steps": Text("Preparación", "Method"),
    "nutrition": Text("Por ración", "Per serving"),
    "covered": Text("sobre el {share} del peso", "for {share} of the weight"),
    "kcal": Text("kcal", "kcal"),
    "protein_g": Text("proteína", "protein"),
    "carbs_g": Text("hidratos", "carbs"),
    "fat_g": Text("grasa", "fat"),
    "impact": Text("El plato entero", "The whole dish"),
    "contains": Text("Contiene", "Contains"),
    "optional": Text("opcional", "optional"),
    "to_buy": Text("Por comprar", "To buy"),
    "rescue_lead": Text(
        "Nada está salvado hasta que se come. Esto es lo que aprovechan los platos si se cocinan "
        "uno tras otro.",
        "Nothing is saved before it is eaten. This is what the dishes use up when they are cooked "
        "one after the other.",
    ),
    "lot": Text("Alimento", "Food"),
    "share": Text("Se cocina", "Cooked"),
    "paid": Text("De su precio", "Of its price"),
    "lots_caption": Text("Lo que se aprovecha", "What is used up"),
    "how": Text("Cómo se hizo", "How this was made"),
    "how_local": Text(
        "En este equipo, sobre emuladores, solo por la API HTTP.",
        "On this machine, on emulators, through the HTTP API alone.",
    ),
    "engines": Text(
        "Reconocimiento: {reader}. Recetas: {writer}.", "Recognition: {reader}. Recipes: {writer}."
    ),
    "degraded": Text(
        "Sin la clave de un modelo responden las reglas, el catálogo y el lector de texto propios.",
        "Without the key of a model, the project’s own rules, catalog and text reader answer.",
    ),
    "sources": Text(
        "Huella y agua: medias mundiales de Poore y Nemecek (2018). Nutrición: USDA.",
        "Footprint and water: global means of Poore and Nemecek (2018). Nutrition: USDA.",
    ),
}

# Days.
TODAY: Final = Text("hoy", "today")
TOMORROW: Final = Text("mañana", "tomorrow")
YESTERDAY: Final = Text("ayer", "yesterday")
IN_DAYS: Final = Text("en {count} días", "in {count} days")
IN_MONTHS: Final = Text("en {count} meses", "in {count} months")
IN_YEARS: Final = Text("en {count} años", "in {count} years")
DAYS_AGO: Final = Text("hace {count} días", "{count} days ago")
DAYS_TO: Final = Text("{first} a {last} días", "{first} to {last} days")
LATER: Final = Text("Más adelante", "Later")
DAY: Final = Text("{day} {month}", "{day} {month}")
DAY_AND_YEAR: Final = Text("{day} {month} {year}", "{day} {month} {year}")
LONG_DAY: Final = Text("{day} de {month} de {year}", "{day} {month} {year}")
WEEKDAYS: Final = (
    Text("lunes", "Monday"),
    Text("martes", "Tuesday"),
    Text("miércoles", "Wednesday"),
    Text("jueves", "Thursday"),
    Text("viernes", "Friday"),
    Text("sábado", "Saturday"),
    Text("domingo", "Sunday"),
)

# The API's codes.
UNITS: Final = {
    Unit.G: (Text("g", "g"), Text("g", "g")),
    Unit.KG: (Text("kg", "kg"), Text("kg", "kg")),
    Unit.ML: (Text("ml", "ml"), Text("ml", "ml")),
    Unit.L: (Text("l", "l"), Text("l", "l")),
    Unit.UNIT: (Text("ud.", "pc"), Text("uds.", "pcs")),
    Unit.TBSP: (Text("cda.", "tbsp"), Text("cdas.", "tbsp")),
    Unit.TSP: (Text("cdta.", "tsp"), Text("cdtas.", "tsp")),
    Unit.CUP: (Text("taza", "cup"), Text("tazas", "cups")),
    Unit.SLICE: (Text("rebanada", "slice"), Text("rebanadas", "slices")),
    Unit.BUNCH: (Text("manojo", "bunch"), Text("manojos", "bunches")),
    Unit.CLOVE: (Text("diente", "clove"), Text("dientes", "cloves")),
    Unit.PINCH: (Text("pizca", "pinch"), Text("pizcas", "pinches")),
    Unit.PORTION: (Text("porción", "portion"), Text("porciones", "portions")),
}
STORAGES: Final = {
    Storage.PANTRY: Text("despensa", "pantry"),
    Storage.FRIDGE: Text("nevera", "fridge"),
    Storage.FREEZER: Text("congelador", "freezer"),
}
DIFFICULTIES: Final = {
    Difficulty.EASY: Text("fácil", "easy"),
    Difficulty.MEDIUM: Text("media", "medium"),
    Difficulty.HARD: Text("difícil", "hard"),
}
MEALS: Final = {
    Meal.BREAKFAST: Text("desayuno", "breakfast"),
    Meal.LUNCH: Text("comida", "lunch"),
    Meal.DINNER: Text("cena", "dinner"),
    Meal.SNACK: Text("tentempié", "snack"),
    Meal.DESSERT: Text("postre", "dessert"),
}
ALLERGENS: Final = {
    Allergen.GLUTEN: Text("gluten", "gluten"),
    Allergen.CRUSTACEANS: Text("crustáceos", "crustaceans"),
    Allergen.EGG: Text("huevo", "egg"),
    Allergen.FISH: Text("pescado", "fish"),
    Allergen.PEANUT: Text("cacahuete", "peanut"),
    Allergen.SOY: Text("soja", "soy"),
    Allergen.MILK: Text("leche", "milk"),
    Allergen.NUTS: Text("frutos de cáscara", "nuts"),
    Allergen.CELERY: Text("apio", "celery"),
    Allergen.MUSTARD: Text("mostaza", "mustard"),
    Allergen.SESAME: Text("sésamo", "sesame"),
    Allergen.SULPHITES: Text("sulfitos", "sulphites"),
    Allergen.LUPIN: Text("altramuz", "lupin"),
    Allergen.MOLLUSCS: Text("moluscos", "molluscs"),
}
