"""The configurations of web servers of one's own, written from the table of headers: a Caddyfile, and nginx's server blocks."""

from __future__ import annotations

from press.makers.hosting import AGAIN, HostingView, asked_for, front_pattern, kinds, moved_pattern, usual

MADE = "Made by “python3 build.py hosting” from the content. Make it anew when languages, channels, safety pages or styles change."
INDEX = "/index.html"


def make_caddyfile(view: HostingView) -> bytes:
    """``Caddyfile``: one site, to be used as it is or imported into another."""
    top = f"http://{view.host}" if not view.tls else view.host
    inner = _caddy_files(view)
    if view.base:
        body = [f"redir {view.base} {view.base}/ 301", f"handle_path {view.base}/* {{", *_in(inner), "}",
                "handle {", "\trespond 404", "}"]  # fmt: skip
    else:
        body = inner
    lines = [f"# {MADE}", *_caddy_notes(view), f"{top} {{", *_in([*_caddy_log(), "", *body, "", *_caddy_missing(view)]), "}"]
    return ("\n".join(lines) + "\n").encode()


def _in(lines: list[str]) -> list[str]:
    return [f"\t{line}" if line else line for line in lines]


def _caddy_notes(view: HostingView) -> list[str]:
    if view.tls:
        return ["# Caddy fetches the certificate by itself and sends readers from HTTP on to HTTPS."]
    return ["# Plain HTTP: something before this server speaks HTTPS, and sends Strict-Transport-Security."]


def _caddy_log() -> list[str]:
    """What the visits' statistics need and nothing about who came; ``client_ip`` is written by Caddy 2.7 and later."""
    who = ("remote_ip", "remote_port", "client_ip", "headers", "tls")
    fields = [f"request>{name} delete" for name in who] + ["user_id delete", "resp_headers delete"]
    return [
        "# Without addresses of readers, what their browsers say, and what stands after a question mark.",
        "log {",
        "\toutput file /var/log/caddy/om-sverige.log",
        "\tformat filter {",
        "\t\twrap json",
        "\t\tfields {",
        *[f"\t\t\t{field}" for field in fields],
        '\t\t\trequest>uri regexp "[?].*" ""',
        "\t\t}",
        "\t}",
        "}",
    ]


def _caddy_files(view: HostingView) -> list[str]:
    """The routes below the base path, which is taken away before they are looked at."""
    lines = ["root * " + view.root, "route {", "\tencode gzip", "", "\theader -Server", "\theader {"]
    lines += [f'\t\t{name} "{value}"' for name, value in usual(view)]
    lines += ["\t}"]
    for kind in kinds(view):
        lines += [f"\t@{kind.name} path_regexp {kind.name} `{kind.pattern}`", f"\theader @{kind.name} {{"]
        lines += [f'\t\t{name} "{value}"' for name, value in kind.headers]
        lines += ["\t}"]
    lines += _caddy_moved(view)
    lines += ["", "\t# The language the reader asks for; to switch this off, take away the line that begins with “redir”."]
    lines += ["\tmap {header.Accept-Language} {om_form} {", f'\t\t~(?i){asked_for(view)} "${{1}}"', "\t\tdefault none", "\t}"]
    lines += ["\tmap {om_form} {om_language} {"]
    lines += [f"\t\t~(?i)^{form}$ {code}" for form, code in view.forms]
    lines += ["\t\tdefault none", "\t}"]
    lines += ["\tmap {path} {om_front} {", f"\t\t/ {INDEX}"]
    lines += [f"\t\t~(?i)^/q/{address}/?$ /q/{address}{INDEX}" for address in view.addresses]
    lines += ["\t\tdefault none", "\t}"]
    lines += [f"\t@negotiated path_regexp negotiated `{front_pattern(view)}`"]
    lines += ["\t@known expression `{om_language} != \"none\"`", "\troute @negotiated {"]
    lines += [f"\t\tredir @known {view.base}/{{om_language}}/ 302", "\t\trewrite * {om_front}", "\t}"]
    lines += ["\tfile_server {", "\t\thide .* _headers _redirects", "\t}", "}"]
    return lines


def _caddy_moved(view: HostingView) -> list[str]:
    """Pages that have moved; the base path is gone here from what is asked for, and has to stand in what is answered."""
    lines = ["", "\t# Pages that have moved."] if view.moved else []
    for number, (old, new) in enumerate(view.moved):
        pattern = moved_pattern(view._replace(base=""), old)
        group = f"{{re.moved{number}.1}}"
        lines += [f"\t@moved{number} path_regexp moved{number} `{pattern}`", f"\tredir @moved{number} {view.base}/{group}/{new} 301"]
    return lines


def _caddy_missing(view: HostingView) -> list[str]:
    return [
        "handle_errors {",
        "\t@missing expression `{http.error.status_code} == 404`",
        "\troute @missing {",
        f"\t\troot * {view.root}",
        "\t\trewrite * /404.html",
        "\t\tencode gzip",
        "\t\theader -Server",  # a removal puts off its whole block until the end, so it stands alone
        "\t\theader {",
        f'\t\t\tCache-Control "{AGAIN}"',
        '\t\t\tContent-Type "text/html; charset=utf-8"',
        "\t\t}",
        "\t\tfile_server",
        "\t}",
        "}",
    ]


def make_nginx(view: HostingView) -> bytes:
    """``om-sverige.conf``, for the http context (``/etc/nginx/conf.d/``): maps, a log format, and one or two servers."""
    name, _, _ = view.host.partition(":")
    lines = [f"# {MADE}", *_nginx_language(view), *_nginx_headers(view), *_nginx_log(), ""]
    if view.tls:
        lines += ["# HTTP: only the way to HTTPS, and the place where certbot answers.", "server {"]
        lines += [
            *("\tlisten 80;", "\tlisten [::]:80;", f"\tserver_name {name};", "\tserver_tokens off;", "\taccess_log off;"),
            *("\terror_log /var/log/nginx/om-sverige-error.log crit;", "\tlocation /.well-known/acme-challenge/ {"),
            *("\t\troot /var/www/html;", "\t}", "\tlocation / {", f"\t\treturn 301 https://{view.host}$request_uri;", "\t}", "}", ""),
        ]
    lines += ["server {", *[f"\t{line}" if line else line for line in _nginx_server(view)], "}"]
    return ("\n".join(lines) + "\n").encode()


def _map(source: str, name: str, rows: list[tuple[str, str]], default: str) -> list[str]:
    lines = [f"map {source} ${name} {{", f'\tdefault "{default}";']
    return [*lines, *[f'\t"{key}" "{value}";' for key, value in rows], "}"]


def _nginx_language(view: HostingView) -> list[str]:
    """From the header to a form of a language, from the form to its code, and from a short address to its page."""
    found = ["# The language the reader asks for."]
    found += _map("$http_accept_language", "om_sverige_form", [(f"~*{asked_for(view)}", "$1")], "")
    found += _map("$om_sverige_form", "om_sverige_language", list(view.forms), "")
    fronts = [(f"~*^{view.base}/q/{address}/?$", f"{view.base}/q/{address}{INDEX}") for address in view.addresses]
    return [*found, *_map("$uri", "om_sverige_front", fronts, view.base + INDEX), ""]


def _nginx_headers(view: HostingView) -> list[str]:
    """A map for each header that is not the same everywhere: headers of a location would hide those of the server."""
    found, ordinary = ["# The headers that differ from file to file."], dict(usual(view))
    for name in _varying(view):
        rows = [(f"~{_below(view.base, kind.pattern)}", dict(kind.headers).get(name, ordinary.get(name, ""))) for kind in kinds(view)]
        default = ordinary.get(name, "")
        found += _map("$uri", _variable(name), [row for row in rows if row[1] != default], default)
    return [*found, ""]


def _varying(view: HostingView) -> list[str]:
    names = {name for kind in kinds(view) for name, _ in kind.headers}
    return sorted(names - {"Content-Type"})


def _variable(name: str) -> str:
    return "om_sverige_" + name.lower().replace("-", "_")


def _below(base: str, pattern: str) -> str:
    return pattern.replace("^/", f"^{base}/").replace("^(?:/", f"^{base}(?:/")


def _nginx_log() -> list[str]:
    """The combined format, so that programs can read it, with nothing in the places where readers would be known by."""
    return [
        "# Without addresses of readers, what their browsers say, and what stands after a question mark.",
        *_map("$request_uri", "om_sverige_path", [("~^([^?]*)", "$1")], "-"),
        "log_format om_sverige '- - - [$time_local] \"$request_method $om_sverige_path $server_protocol\" '",
        "                      '$status $body_bytes_sent \"-\" \"-\"';",
    ]


def _nginx_server(view: HostingView) -> list[str]:
    base = view.base
    name, _, port = view.host.partition(":")
    if view.tls:
        folder, port = f"/etc/letsencrypt/live/{name}", port or "443"
        lines = [f"listen {port} ssl http2;", f"listen [::]:{port} ssl http2;", f"server_name {name};",
                 f"ssl_certificate {folder}/fullchain.pem;", f"ssl_certificate_key {folder}/privkey.pem;",
                 "ssl_protocols TLSv1.2 TLSv1.3;", "ssl_session_cache shared:om_sverige:1m;", "ssl_session_tickets off;"]  # fmt: skip
    else:
        lines = ["# Plain HTTP: something before this server speaks HTTPS, and sends Strict-Transport-Security.",
                 f"listen {port or 80};", f"listen [::]:{port or 80};", f"server_name {name};"]  # fmt: skip
    lines += ["server_tokens off;", "absolute_redirect off;", "charset utf-8;",
              "charset_types application/atom+xml application/javascript image/svg+xml text/css text/plain text/xml;",
              "access_log /var/log/nginx/om-sverige.log om_sverige;",
              "# Lines of this log hold addresses: only what stops the server is worth one.",
              "log_not_found off;", "error_log /var/log/nginx/om-sverige-error.log crit;", "",
              "gzip on;", "gzip_vary on;", "gzip_comp_level 6;", "gzip_min_length 512;", "gzip_proxied any;",
              "gzip_types application/atom+xml application/javascript application/json image/svg+xml text/css text/plain text/xml;", ""]  # fmt: skip
    varying = _varying(view)
    same = [(name, value) for name, value in usual(view) if name not in varying]
    lines += [f'add_header {name} "{value}" always;' for name, value in same]
    lines += [f"add_header {name} ${_variable(name)} always;" for name in varying]
    lines += ["", "index index.html;", f"error_page 403 404 =404 {base}/404.html;", ""]
    files = f"alias {view.root}/;" if base else f"root {view.root};"
    if base:
        lines += [f"location = {base} {{", f"\treturn 301 {base}/;", "}", "location / {", "\treturn 404;", "}"]
    lines += [f"location {base}/ {{", f"\t{files}"]
    for kind in kinds(view):
        for type in [value for name, value in kind.headers if name == "Content-Type"]:
            lines += [f'\tlocation ~ "{_below(base, kind.pattern)}" {{', "\t\ttypes { }", f"\t\tdefault_type {type.split(';')[0]};", "\t}"]
    lines += ["\tlocation ~ \"/(?:[.]|_headers$|_redirects$)\" {", "\t\treturn 404;", "\t}", "}", ""]
    lines += ["# Pages that have moved."] if view.moved else []
    for old, new in view.moved:
        lines += [f'location ~ "{moved_pattern(view, old)}" {{', f'\treturn 301 "{base}/$1/{new}";', "}"]
    lines += ["# Where a language is negotiated; to switch this off, take away the line that begins with “if”."]
    lines += [f'location ~ "{_below(base, front_pattern(view))}" {{',
              f"\tif ($om_sverige_language) {{ return 302 {base}/$om_sverige_language/; }}",
              "\trewrite ^ $om_sverige_front last;", "}"]  # fmt: skip
    return lines
