"""Words of receipts in Spanish and English, folded: lower case, no accents.

Tables only; the rules that use them are in the other `receipt_` modules.
"""

import re

# The line that ends the list of goods.
TOTAL = re.compile(
    r"\b(sub ?total(es)?|totals?|importe total|a pagar|to pay|amount due|balance due|total due"
    r"|balance to pay|suma|importe)\b"
)
SUBTOTAL = re.compile(r"\bsub ?totals?\b")
FINAL = re.compile(r"\b(a pagar|to pay|total due|balance due|amount due|total m n|total eur)\b")

TAX = re.compile(
    r"\b(iva|i v a|igic|ipsi|vat|tax|taxes|taxable|ieps|impoconsumo|impuestos?|impto|gst|hst|pst"
    r"|base imp|base imponible|cuota|inc|taxa)\b(?! free)"
)
DISCOUNT = re.compile(
    r"\b(dto|dtos|dcto|dscto|desc|descuentos?|ahorros?|ahorrado|savings?|saved?|you save|discounts?"
    r"|coupons?|cupon|cupones|vales?|vouchers?|promo|promocion|rebaja|bonificacion|multibuy"
    r"|redemp|redemption|price cut|money off|markdown|members? price|card price|2a ?unidad"
    r"|monedero|abono|devolucion|refund|reembolso|rebate)\b"
)
PAYMENT = re.compile(
    r"\b(efectivo|tarjetas?|tarj|contado|cambio|devuelto|a devolver|entregado|entrega|recibido"
    r"|cash|card|cards|change|debit|debito|credit|credito|visa|mastercard|maestro|amex|contactless"
    r"|bizum|paypal|apple pay|google pay|redeban|datafono|tend|tendered|ebt|approved"
    r"|aprobada|autorizacion|propina|tip|gratuity|comision|recarga|gift|pesos|m n|donativo"
    r"|donation|redondeo|rounding|deposito|deposit|envase|crv|fianza)\b"
)
NOTICE = re.compile(
    r"\b(gracias|thanks?|puntos|points|ticket|factura|caja|cajero|cajera|cashier|operador|vendedor"
    r"|tel|tlf|telf|telefono|phone|nif|n i f|cif|c i f|nit|rfc|fecha|date|hora|time|store|tienda"
    r"|articulos?|items?|customer|cliente|clientes|socio|bolsas?|bags?|carrier|www|http|com|visita"
    r"|welcome|bienvenidos?|atendio|served|helped|conserve|receipt|recibo|registro|reg|terminal"
    r"|aut|op|ref|fact|folio|sorteo|encuesta|survey|opening|horario|abierto|open|devoluciones"
    r"|cambios|returns?|copia|copy|vuelva|again|fidelidad|loyalty|club|clubcard|nectar)\b"
)

# Two of these make the line that heads the columns.
COLUMN_TITLE = re.compile(
    r"\b(descripcion|detalle|articulos?|producto|concepto|precio|importe|cant|cantidad|uds?|plu|valor"
    r"|total|p unit|pvp|qty|item|description|price|amount|eur|gbp|kg|art|codigo)\b"
)

# Goods that nobody eats. A line with one of them is not food, whatever else it says.
NOT_FOOD = re.compile(
    r"\b(detergente|detergent|lavavajillas|lavaplatos|suavizante|softener|lejia|bleach|cloro"
    r"|amoniaco|jabon|soap|champu|shampoo|acondicionador|conditioner|gel ducha|gel bano|gel manos"
    r"|desodorante|deodorant|dental|dentifrico|toothpaste|toothbrush|cepillo|colgate|enjuague"
    r"|mouthwash|panal(es)?|diapers?|napp(y|ies)|toallit\w*|toallas?|towels?|wipes?|compresas?"
    r"|tampones|tampons?|papel|papel higienico|higienico|toilet|tissues?|kitchen roll|rollos?|servill\w*"
    r"|napkins?|basura|trash|bin bags?|bin liners?|garbage|aluminio|foil|film|cling|esponjas?"
    r"|sponges?|estropajo|bayetas?|fregona|friegasuelos|limpia[a-z]+|limpieza|cleaner|cleaning|wash|washing"
    r"|laundry|dish(es)?|ambientador|air freshener|velas?|candles?|pilas|batter(y|ies)|bombillas?"
    r"|light bulbs?|perros?|gatos?|(?<!hot )dogs?|cats?|pet|mascotas?|pienso|arena gat\w*|litter|flores"
    r"|flowers?|plantas?|periodico|revista|newspaper|magazine|tabaco|cigarr\w*|tobacco"
    r"|loteria|lottery|crema manos|crema facial|crema solar|hand cream|sunscreen|maquinilla\w*"
    r"|razors?|cuchillas|afeitar|shav(e|ing)|colonia|perfume|maquillaje|makeup|plastico|plastica"
    r"|reutilizable|reusable|carrier|vajilla|vasos|platos|cubiertos|plates|cups|wrapping|tarjeta"
    r"|card|cards|regalo|insecticida|cucarach\w*|fosforos|cerillas|matches|lighters?|mechero|ropa"
    r"|calcetines|socks|telas|charcoal|carbon|lena|firewood|aspirin\w*|ibuprofen\w*|paracetamol"
    r"|vitaminas?|vitamins?|supplements?|tiritas|preservativos|condoms?)\b"
)

# Foods made of the food that stands beside them: soup is not the vegetable it names.
COMPOUND = frozenset(
    ["caldo", "sopa", "crema", "pure", "salsa", "zumo", "jugo", "nectar", "refresco", "bebida", "batido", "infusion", "te", "pizza", "tarta", "pastel", "galleta", "bizcocho", "magdalena", "helado", "sorbete", "polo", "yogur", "yogurt", "yoghurt", "natilla", "flan", "gelatina", "mermelada", "confitura", "compota", "sirope", "jarabe", "licor", "vinagre", "aceite", "harina", "pan", "panecillo", "tortilla", "croqueta", "empanadilla", "empanada", "hamburguesa", "albondiga", "nugget", "palito", "snack", "chip", "caramelo", "chicle", "bombon", "chocolate", "turron", "barrita", "cereal", "copo", "aroma", "sabor", "esencia", "extracto", "levadura", "colorante", "pate", "mousse", "pasta", "fideo", "raviolis", "ravioli", "lasana", "canelones", "ensalada", "guiso", "fabada", "paella", "sandwich", "bocadillo", "pincho", "relleno", "masa", "hojaldre", "polvo", "concentrado", "salsita", "aderezo", "alino", "soup", "broth", "stock", "sauce", "ketchup", "juice", "nectar", "drink", "smoothie", "shake", "soda", "squash", "cordial", "tea", "pie", "cake", "cupcake", "muffin", "cookie", "biscuit", "cracker", "bar", "candy", "gum", "sweet", "lolly", "sorbet", "yog", "jelly", "jam", "marmalade", "preserve", "syrup", "liqueur", "vinegar", "oil", "flour", "bread", "bun", "roll", "bagel", "wrap", "burger", "meatball", "nugget", "finger", "crisp", "puff", "flavour", "flavor", "essence", "extract", "yeast", "powder", "pudding", "custard", "mousse", "pate", "spread", "dip", "dressing", "seasoning", "noodle", "ravioli", "tortellini", "lasagne", "lasagna", "pizza", "salad", "stew", "casserole", "curry", "sandwich", "quiche", "pastry", "dough", "kit", "mix", "crumble", "tart", "creme", "ice", "cream", "butter", "milk", "cheese", "queso", "leche", "mantequilla", "wine", "vino", "beer", "cerveza", "kombucha", "cider", "sidra", "stuffing", "gravy", "potito", "papilla", "baby", "broth", "sal", "pastilla"]
)

# What a thing is like, how it is cut or packed: says nothing about which food it is.
NEUTRAL = frozenset(
    ["fresco", "natural", "eco", "ecologico", "bio", "organico", "organic", "org", "clasico", "tradicional", "extra", "primera", "categoria", "seleccion", "gourmet", "premium", "superior", "especial", "basico", "familiar", "mini", "maxi", "grande", "pequeno", "mediano", "nacional", "importado", "local", "granel", "suelto", "bandeja", "malla", "bolsa", "brik", "bote", "lata", "tarro", "frasco", "botella", "paquete", "pack", "caja", "cesta", "manojo", "unidad", "pieza", "ud", "uds", "un", "und", "pza", "pzas", "pz", "kg", "kgs", "g", "gr", "l", "ml", "cl", "lt", "lb", "oz", "docena", "tierno", "maduro", "camero", "camperos", "campero", "suelo", "free", "range", "large", "medium", "small", "lg", "md", "sm", "xl", "fresh", "loose", "each", "ea", "bag", "box", "can", "tin", "jar", "bottle", "carton", "tray", "bunch", "head", "packet", "tub", "pot", "pk", "ct", "pc", "pcs", "piece", "punnet", "pint", "value", "finest", "everyday", "british", "irish", "spanish", "american", "farm", "choice", "select", "quality", "grade", "class", "prime", "rspca", "fairtrade", "gluten", "sin", "con", "lactosa", "lavado", "pelado", "cortado", "troceado", "entero", "fileteado", "filetes", "filete", "filet", "lonchas", "loncha", "rodajas", "laminado", "fino", "grueso", "verde", "rojo", "blanco", "amarillo", "morado", "hass", "golden", "gala", "fuji", "rama", "pera", "canario", "conferencia", "romano", "pardino", "rooster", "conference", "maris", "piper", "mature", "sharp", "mild", "strong", "extra", "virgin", "firm", "thick", "thin", "sliced", "chopped", "diced", "whole", "boneless", "skinless", "bone", "in", "on", "s", "p", "w", "net", "wedge", "wedges", "rasher", "rashers", "fillet", "fillets", "slice", "slices", "steak", "steaks", "back", "streaky", "cured", "smoked", "salted", "unsalted", "unsweetened", "sweetened", "unsw", "sweet", "clear", "runny", "raw", "roasted", "low", "fat", "reduced", "light", "lite", "desnatado", "vegetal", "vegano", "vegan", "casero", "artesano", "casa", "calidad", "cocer", "freir", "guisar", "estofar", "cocina", "cocinar", "aa", "aaa", "m", "marca", "blanca", "super", "deluxe", "estilo", "style", "tipo", "type", "kg/ud", "lima", "real", "crudo", "mondado", "tostado", "baby", "chonto", "pastuso", "saladette", "cabezona", "limpio", "maradol", "miel", "jerez", "sarta", "crianza", "reserva", "joven", "mixto", "clementina", "plano", "iceberg", "cos", "hojuelas"]
)

# Invented and real makers' marks that stand before the food.
BRANDS = frozenset(
    ["hacendado", "carrefour", "eroski", "dia", "auchan", "alcampo", "consum", "bonpreu", "lidl", "aldi", "tesco", "asda", "sainsburys", "sainsbury", "waitrose", "morrisons", "coop", "kroger", "gv", "greatvalue", "walmart", "kirkland", "bimbo", "lala", "alpura", "colanta", "alpina", "exito", "ekono", "d1", "danone", "nestle", "heinz", "gallo", "barilla", "central", "asturiana", "pascual", "puleva", "kaiku", "campofrio", "elpozo", "pozo", "argal", "br", "ms", "m&s", "trader", "joes", "signature", "essential", "essentials"]
)

# Receipt shorthand, one word for one or more.
SHORT = {
    "pech": "pechuga",
    "pechug": "pechuga",
    "ent": "entera",
    "desn": "desnatada",
    "semi": "semidesnatada",
    "semidesn": "semidesnatada",
    "nat": "natural",
    "bco": "blanco",
    "bca": "blanca",
    "cong": "congelado",
    "congel": "congelado",
    "coc": "cocido",
    "cocid": "cocido",
    "rell": "rellena",
    "rall": "rallado",
    "trit": "triturado",
    "int": "integral",
    "integ": "integral",
    "merm": "mermelada",
    "mant": "mantequilla",
    "choc": "chocolate",
    "yog": "yogur",
    "yogurt": "yogur",
    "yoghurt": "yogur",
    "jam": "jam",
    "jamn": "jamon",
    "mozz": "mozzarella",
    "parm": "parmesan",
    "chkn": "chicken",
    "ckn": "chicken",
    "chk": "chicken",
    "chix": "chicken",
    "brst": "breast",
    "thgh": "thigh",
    "grn": "green",
    "yel": "yellow",
    "yllw": "yellow",
    "wht": "white",
    "whl": "whole",
    "wm": "wholemeal",
    "wholewheat": "wholemeal",
    "brn": "brown",
    "blk": "black",
    "tom": "tomate",
    "toms": "tomatoes",
    "tomats": "tomatoes",
    "pot": "potato",
    "pots": "potatoes",
    "spin": "spinach",
    "broc": "broccoli",
    "ched": "cheddar",
    "chse": "cheese",
    "chs": "cheese",
    "btr": "butter",
    "mlk": "milk",
    "mk": "milk",
    "yght": "yogur",
    "ss": "semi skimmed",
    "skm": "skimmed",
    "oj": "orange juice",
    "grd": "ground",
    "gr": "ground",
    "bf": "beef",
    "xv": "extra virgin",
    "evoo": "olive oil",
    "aove": "aceite oliva",
    "ve": "",
    "shred": "shredded",
    "shrd": "shredded",
    "purp": "purpose",
    "org": "organic",
    "froz": "frozen",
    "frz": "frozen",
    "swt": "sweet",
    "straw": "strawberry",
    "blueb": "blueberry",
    "ban": "banana",
    "mush": "mushroom",
    "zana": "zanahoria",
    "esparr": "esparrago",
    "champ": "champinon",
    "langost": "langostino",
    "past": "pasta",
    "macarr": "macarrones",
    "espag": "espagueti",
    "gall": "galleta",
    "salch": "salchicha",
    "sardinilla": "sardina",
    "freson": "fresa",
    "veg": "vegetable",
    "mayo": "mayonnaise",
    "msd": "mashed",
    "whlml": "wholemeal",
}

# Words in which the last letter is the gender only.
GENDERED = re.compile(
    r"^(roj|negr|blanc|amarill|fresc|sec|cocid|enter|molid|picad|rallad|congelad|ahumad|tostad"
    r"|pelad|rizad|crud|madur|triturad|frit|asad|curad|tiern|salad|desnatad|semidesnatad|rellen"
    r"|troce?ad|morad|agri|griet?g|ecologic|clasic|mixt|integr|limpi|mondad|rodond|redond|lavad"
    r"|plan|pardin|desalad|dulc)[ao]$"
)

# Small words inside a name.
STOP = frozenset(["de", "del", "la", "el", "los", "las", "y", "e", "of", "the", "and", "para", "a", "al", "lo"])
# What stands after them is what the food comes in, or without.
AFTERWARDS = frozenset(["con", "in", "with", "w", "en", "sin", "without", "c", "s"])

SPANISH = re.compile(
    r"\b(iva|total a pagar|efectivo|cambio|tarjeta|fecha|gracias|importe|articulos?|nif|cif|nit|rfc"
    r"|leche|pan|huevos?|queso|pollo|arroz|tomate|bolsa|descuento|precio|cebolla|patata|papa)\b"
)
ENGLISH = re.compile(
    r"\b(vat|tax|cash|change|card|thank|you|total due|receipt|milk|bread|eggs?|cheese|chicken|rice"
    r"|tomato(es)?|onions?|bag|savings?|price|store|tel|balance|potato(es)?|beans?)\b"
)
