"""The aisles of a shop, in the order in which one walks through it: what keeps worst comes last."""

from shared.domain.food import Category
from shared.domain.language import Text

AISLES: dict[Category, Text] = {
    Category.GRAIN: Text("Cereales y pasta", "Grains and pasta"),
    Category.LEGUME: Text("Legumbres", "Pulses"),
    Category.BREAD: Text("Panadería", "Bakery"),
    Category.BAKING: Text("Repostería", "Baking"),
    Category.SWEET: Text("Dulces", "Sweets"),
    Category.SNACK: Text("Aperitivos", "Snacks"),
    Category.NUT: Text("Frutos secos", "Nuts and seeds"),
    Category.OIL: Text("Aceites", "Oils"),
    Category.CONDIMENT: Text("Salsas y condimentos", "Sauces and condiments"),
    Category.SPICE: Text("Especias", "Spices"),
    Category.BEVERAGE: Text("Bebidas", "Drinks"),
    Category.ALCOHOL: Text("Bebidas alcohólicas", "Alcoholic drinks"),
    Category.OTHER: Text("Otros", "Other"),
    Category.FRUIT: Text("Fruta", "Fruit"),
    Category.VEGETABLE: Text("Verdura", "Vegetables"),
    Category.MUSHROOM: Text("Setas", "Mushrooms"),
    Category.HERB: Text("Hierbas frescas", "Fresh herbs"),
    Category.EGG: Text("Huevos", "Eggs"),
    Category.DAIRY: Text("Lácteos", "Dairy"),
    Category.PLANT_PROTEIN: Text("Proteína vegetal", "Plant protein"),
    Category.PREPARED: Text("Platos preparados", "Ready meals"),
    Category.MEAT: Text("Carne", "Meat"),
    Category.POULTRY: Text("Aves", "Poultry"),
    Category.FISH: Text("Pescado", "Fish"),
    Category.SEAFOOD: Text("Marisco", "Seafood"),
}
