"""What a developer needs first: where things are, and how to get a token."""

from infra.local.addresses import Addresses


def links(at: Addresses) -> list[tuple[str, str]]:
    """Titles and URLs."""
    return [
        ("API", f"{at.gateway}/api/v1"),
        ("API page", f"{at.gateway}/docs"),
        ("OpenAPI 3.1", f"{at.gateway}/openapi.json"),
        ("Auth emulator", at.auth),
        ("Firestore emulator", at.firestore),
        ("Storage emulator", at.storage),
        ("Tasks emulator", at.tasks),
    ]


def token_commands(at: Addresses) -> str:
    """Shell lines that sign somebody up, get an access token and use it."""
    sign_up = f"{at.auth}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=any"
    ana = '{"email":"ana-\'$(date +%s)\'@example.com","password":"secret","returnSecureToken":true}'
    return f"""\
ID_TOKEN=$(curl -s '{sign_up}' \\
  -H 'Content-Type: application/json' \\
  -d '{ana}' \\
  | python3 -c 'import json,sys; print(json.load(sys.stdin)["idToken"])')

TOKEN=$(curl -s -X POST {at.gateway}/api/v1/auth/exchange -H "Authorization: Bearer $ID_TOKEN" \\
  -H 'Content-Type: application/json' -d '{{"device_name":"terminal"}}' \\
  | python3 -c 'import json,sys; print(json.load(sys.stdin)["access_token"])')

curl -s {at.gateway}/api/v1/inventory/items -H "Authorization: Bearer $TOKEN\""""
