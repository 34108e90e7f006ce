"""Open Food Facts and its sister for cosmetics, Open Beauty Facts.

Their terms: a client names itself and who runs it, reads at most 15 products a minute from one
address, and asks for a product because a person scanned it. Data under the Open Database License.
"""
