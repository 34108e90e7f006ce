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
    r"|aut|ref|fact|folio|sorteo|encuesta|survey|opening|horario|abierto|open|devoluciones"
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
    r"|tampones|tampons?|papel|higienico|toilet|tissues?|kitchen roll|rollos?|servill\w*"
    r"|napkins?|basura|trash|bin bags?|bin liners?|garbage|aluminio|foil|film|cling|esponjas?"
    r"|sponges?|estropajo|bayetas?|fregona|friegasuelos|limpia[a-z]+|limpieza|cleaner|cleaning"
    r"|wash|washing|laundry|dish(es)?|ambientador|air freshener|velas?|candles?|pilas|batter(y|ies)"
    r"|bombillas?|light bulbs?|perros?|gatos?|(?<!hot )dogs?|cats?|pet|mascotas?|pienso"
    r"|arena gat\w*|litter|flores|flowers?|plantas?|periodico|revista"
    r"|newspaper|magazine|tabaco|cigarr\w*|tobacco|loteria|lottery"
    r"|crema manos|crema facial|crema solar|hand cream|sunscreen"
    r"|maquinilla\w*|razors?|cuchillas|afeitar|shav(e|ing)|colonia|perfume|maquillaje|makeup|plastico|plastica"
    r"|reutilizable|reusable|carrier|vajilla|vasos|platos|cubiertos|plates|cups|wrapping|tarjeta"
    r"|card|cards|regalo|insecticida|cucarach\w*|fosforos|cerillas|matches|lighters?|mechero|ropa"
    r"|calcetines|socks|telas|charcoal|carbon|lena|firewood|aspirin\w*|ibuprofen\w*|paracetamol"
    r"|vitaminas?|vitamins?|supplements?|tiritas|preservativos|condoms?)\b"
)

SPANISH = re.compile(
    r"\b(iva|total a pagar|efectivo|cambio|tarjeta|fecha|gracias|importe|articulos?|nif|cif|nit|rfc"
    r"|leche|pan|huevos?|queso|pollo|arroz|tomate|bolsa|descuento|precio|cebolla|patata|papa)\b"
)
ENGLISH = re.compile(
    r"\b(vat|tax|cash|change|card|thank|you|total due|receipt|milk|bread|eggs?|cheese|chicken|rice"
    r"|tomato(es)?|onions?|bag|savings?|price|store|tel|balance|potato(es)?|beans?)\b"
)
