"""The worklist page in Django: session, permission, 100 rows, a chained audit entry, one durable commit for each page.

`gunicorn server:application` with the database in DATABASE and the folder of templates in TEMPLATES.
"""

import base64
import datetime
import hashlib
import json
import os
import secrets

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

settings.configure(
    ROOT_URLCONF=__name__,
    SECRET_KEY=secrets.token_hex(),
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["DATABASE"],
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
            },
        }
    },
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [os.environ["TEMPLATES"]]}],
)

MAY = {"head-of-service", "commissioner", "safeguarding-lead", "finance"}


def found(sql: str, *values) -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row)) for row in cursor.fetchall()]


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def look(signed: dict, role: str, rows: int) -> None:
    """Adds an entry to the chain."""
    authority = signed["authority_id"]
    with transaction.atomic(), connection.cursor() as cursor:
        last = found("SELECT number, hash FROM audit_head WHERE authority_id = %s", authority)[0]
        number, at = last["number"] + 1, datetime.datetime.now(datetime.timezone.utc).isoformat()
        detail = json.dumps({"rows": rows, "salt": secrets.token_hex(16)})
        entry = [authority, number, at, signed["person_id"], role, "view-worklist", "work", None, "list worklist", detail]
        digest = sha256("\n".join(map(str, [*entry, last["hash"]])))
        places = ", ".join(["%s"] * 13)
        cursor.execute(f"INSERT INTO audit_entry VALUES ({places})", [*entry, sha256(detail), last["hash"], digest])
        cursor.execute("UPDATE audit_head SET number = %s, hash = %s WHERE authority_id = %s", [number, digest, authority])


def worklist(request):
    token = hashlib.sha256(request.COOKIES.get("session", "").encode()).digest()
    signed = found(
        "SELECT * FROM session WHERE token_hash = %s AND ended_at IS NULL",
        base64.urlsafe_b64encode(token).decode().rstrip("="),
    )
    if not signed:
        return HttpResponse(status=401)
    today = datetime.date.today().isoformat()
    held = found(
        "SELECT role FROM membership WHERE authority_id = %s AND person_id = %s AND starts_on <= %s "
        "AND (ends_on IS NULL OR ends_on >= %s)",
        signed[0]["authority_id"], signed[0]["person_id"], today, today,
    )
    role = next((one["role"] for one in held if one["role"] in MAY), None)
    if role is None:
        return HttpResponse(status=403)
    lines = found(
        "SELECT * FROM worklist WHERE authority_id = %s ORDER BY sorting_name, child_id LIMIT 100", signed[0]["authority_id"]
    )
    look(signed[0], role, len(lines))
    answer = render(request, "page.html", {"lines": lines})
    answer["Cache-Control"] = "no-store"
    return answer


urlpatterns = [path("council", worklist), path("healthz", lambda request: HttpResponse("ok"))]
application = get_wsgi_application()
