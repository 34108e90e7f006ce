"""The vocabulary of printed food names in Spanish and English, folded: what is said of a food
without naming it, and how receipts shorten.

Tables only; `receipt_names` uses them.
"""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> dict[str, str]:
    """`pech=pechuga xv=extra+virgin` as a dictionary, `+` standing for a blank."""
    pairs = (pair.partition("=") for pair in text.split())
    return {short: long.replace("+", " ") for short, _, long in pairs}


# Foods made of the food that stands beside them: soup is not the vegetable it names.
COMPOUND = _words(
    """
    caldo sopa crema pure salsa zumo jugo nectar refresco bebida batido infusion te pizza
    tarta pastel galleta bizcocho magdalena helado sorbete polo yogur yogurt yoghurt natilla
    flan gelatina mermelada confitura compota sirope jarabe licor vinagre aceite harina pan
    panecillo tortilla croqueta empanadilla empanada hamburguesa albondiga nugget palito snack
    chip caramelo chicle bombon chocolate turron barrita cereal copo aroma sabor esencia
    extracto levadura colorante pate mousse pasta fideo raviolis ravioli lasana canelones
    ensalada guiso fabada paella sandwich bocadillo pincho relleno masa hojaldre polvo
    concentrado salsita aderezo alino soup broth stock sauce ketchup juice drink smoothie
    shake soda squash cordial tea pie cake cupcake muffin cookie biscuit cracker bar candy gum
    lolly sorbet yog jelly jam marmalade preserve syrup liqueur vinegar oil flour bread
    bun roll bagel wrap burger meatball finger crisp puff flavour flavor essence extract yeast
    powder pudding custard spread dip dressing seasoning noodle tortellini lasagne lasagna
    salad stew casserole curry quiche pastry dough kit mix crumble tart creme ice cream butter
    milk cheese queso leche mantequilla wine vino beer cerveza kombucha cider sidra stuffing
    gravy curd potito papilla sal pastilla
    """
)

# Those whose further word is no flavour or mark but another thing altogether.
ANY_SORT = _words(
    """
    salsa sopa caldo crema zumo jugo pure ensalada guiso tarta pastel masa pate mousse sauce soup
    juice stock salad stew pie cake pastry dip spread drink bebida
    """
)

# Those that another food beside them makes another thing: garlic bread, ginger beer.
OTHER_WITH_FOOD = _words(
    "bread pan beer cerveza milk leche butter mantequilla flour harina oil aceite"
)

# What a thing is like, how it is cut or packed: says nothing about which food it is.
NEUTRAL = _words(
    """
    fresco natural eco ecologico bio organico organic org clasico tradicional extra primera
    categoria seleccion gourmet premium superior especial basico familiar mini maxi grande
    pequeno mediano nacional importado local granel suelto bandeja malla bolsa brik bote lata
    tarro frasco botella paquete pack caja cesta manojo unidad pieza ud uds un und pza pzas pz
    kg kgs g gr l ml cl lt lb oz docena tierno maduro camero camperos campero suelo free range
    large medium small lg md sm xl fresh loose each ea bag box can tin jar bottle carton tray
    bunch head packet tub pot pk ct pc pcs piece punnet pint value finest everyday british
    irish spanish american farm choice select quality grade class prime rspca fairtrade gluten
    sin con lactosa lavado pelado cortado troceado entero fileteado filetes filete filet
    lonchas loncha rodajas laminado fino grueso verde rojo blanco amarillo morado hass golden
    gala fuji rama canario conferencia romano pardino rooster conference maris piper
    mature sharp mild strong virgin firm thick thin sliced chopped diced whole boneless
    skinless bone in on s p w net wedge wedges rasher rashers fillet fillets slice slices
    steak steaks back streaky cured smoked salted unsalted unsweetened sweetened unsw sweet
    clear runny raw roasted low fat reduced light lite desnatado vegetal vegano vegan casero
    artesano casa calidad cocer freir guisar estofar cocina cocinar aa aaa m marca blanca
    super deluxe estilo style tipo type real crudo mondado tostado baby chonto pastuso
    saladette cabezona limpio maradol miel jerez sarta crianza reserva joven mixto clementina
    plano iceberg cos hojuelas
    """
)

# Words of a food's name that receipts leave out.
OPTIONAL = _words(
    """
    fresco seco conserva curado molido natural grano comun entero preparada para liquida
    cocinar crudo plain dry dried fresh ground whole canned lata bolsa clasico mineral tierno
    corto corta
    """
)

# Makers' and shops' marks that stand before the food.
BRANDS = _words(
    """
    hacendado carrefour eroski dia auchan alcampo consum bonpreu lidl aldi tesco asda
    sainsburys sainsbury waitrose morrisons coop kroger gv greatvalue walmart kirkland bimbo
    lala alpura colanta alpina exito ekono d1 danone nestle heinz gallo barilla central
    asturiana pascual puleva kaiku campofrio elpozo pozo argal br ms trader joes signature
    essential essentials
    """
)

# Receipt shorthand, one word for one or more.
SHORT = _pairs(
    """
    pech=pechuga pechug=pechuga ent=entera desn=desnatada semi=semidesnatada
    semidesn=semidesnatada nat=natural bco=blanco bca=blanca cong=congelado congel=congelado
    coc=cocido cocid=cocido rell=rellena rall=rallado trit=triturado int=integral
    integ=integral merm=mermelada mant=mantequilla choc=chocolate yog=yogur yogurt=yogur
    yoghurt=yogur jamn=jamon mozz=mozzarella parm=parmesan chkn=chicken ckn=chicken
    chk=chicken chix=chicken brst=breast thgh=thigh grn=green yel=yellow yllw=yellow wht=white
    whl=whole wm=wholemeal wholewheat=wholemeal brn=brown blk=black tom=tomate toms=tomatoes
    tomats=tomatoes pots=potatoes spin=spinach broc=broccoli ched=cheddar
    chse=cheese chs=cheese btr=butter mlk=milk mk=milk yght=yogur ss=semi+skimmed skm=skimmed
    oj=orange+juice grd=ground gr=ground bf=beef xv=extra+virgin evoo=olive+oil
    aove=aceite+oliva ve= shred=shredded shrd=shredded purp=purpose org=organic froz=frozen
    frz=frozen frzn=frozen swt=sweet straw=strawberry blueb=blueberry ban=banana mush=mushroom
    mushrm=mushroom vrgn=virgin
    zana=zanahoria esparr=esparrago champ=champinon langost=langostino past=pasta
    macarr=macarrones espag=espagueti gall=galleta salch=salchicha sardinilla=sardina
    freson=fresa alc=alcohol alverja=arveja estofar=guisar estofado=guisar oatlets=oats
    veg=vegetable mayo=mayonnaise msd=mashed whlml=wholemeal
    """
)

# Several words that mean one of the catalog's.
REWORDED = (
    (re.compile(r"\b(low|reduced|lower) fat milk\b"), "semi skimmed milk"),
    (re.compile(r"\b(skim|non ?fat|fat free) milk\b"), "skimmed milk"),
    (re.compile(r"\bleche semi\b"), "leche semidesnatada"),
    (re.compile(r"\b(crushed|chopped|diced|tinned|peeled) tom(atoe)?s\b"), "canned tomatoes"),
    (re.compile(r"\bchick peas?\b"), "chickpeas"),
    (re.compile(r"\bcrumbles\b"), "fresh"),
    (
        re.compile(r"\b(wholewheat|wholemeal) (fusilli|penne|macaroni|rigatoni)\b"),
        "wholewheat pasta",
    ),
    (re.compile(r"\b(fusilli|penne|helices|espirales|plumas) integral(es)?\b"), "pasta integral"),
    (re.compile(r"\bpan (?!rall|integral|de |tost|burg|hamb)(\w+ )?blanco\b"), "pan de molde"),
    (re.compile(r"\bsopa (de )?(fideos?|letras|estrellas|codito)\b"), "fideo"),
)

# Words in which the last letter is the gender only.
GENDERED = re.compile(
    r"^(roj|negr|blanc|amarill|fresc|sec|cocid|enter|molid|picad|rallad|congelad|ahumad|tostad"
    r"|pelad|rizad|crud|madur|triturad|frit|asad|curad|tiern|salad|desnatad|semidesnatad|rellen"
    r"|troce?ad|morad|agri|griet?g|ecologic|clasic|mixt|integr|limpi|mondad|rodond|redond|lavad"
    r"|plan|pardin|desalad|dulc)[ao]$"
)

# Small words inside a name.
STOP = _words("de del la el los las y e of the and para a al lo")
# What stands after them is what the food comes in, or without.
AFTERWARDS = _words("con in with w en sin without c s")
