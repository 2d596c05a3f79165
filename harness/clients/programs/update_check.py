"""Fetches one URL with requests, as most Python programs do, and prints what requests reports as one line of JSON.

Only what a program's author would write: a session without the caller's environment, the trust store, the proxy, both time-outs.
"""
import argparse
import errno
import json
import os
import socket
import ssl
import sys
import threading
from urllib.parse import quote

import requests
import urllib3


def out_of_time():
    """Ends the program: requests has a limit for silence alone, and nothing interrupts the system's resolver."""
    print(json.dumps({"error": "TimeLimit", "cause": "TimeLimit", "message": "the time limit is over"}), flush=True)
    os._exit(1)


def causes(error):
    """The error and what it was raised from, outermost first; requests and urllib3 keep the cause in `reason` or as an argument."""
    seen = []
    while isinstance(error, BaseException) and error not in seen:
        seen.append(error)
        inner = [getattr(error, "reason", None), *error.args, error.__cause__, None if error.__suppress_context__ else error.__context__]
        error = next((one for one in inner if isinstance(one, BaseException) and one not in seen), None)
    return seen


def number(error):
    """The symbol of an errno or of getaddrinfo's code; None for what has none. OpenSSL's errors have numbers of their own."""
    if isinstance(error, socket.gaierror):
        return next((name for name in dir(socket) if name.startswith("EAI_") and getattr(socket, name) == error.errno), None)
    return errno.errorcode.get(error.errno) if isinstance(error, OSError) and not isinstance(error, ssl.SSLError) else None


def told(error):
    """What tells errors apart: outermost and innermost class, errno, OpenSSL's reason, the code of its certificate check, the message."""
    chain = causes(error)
    facts = {"error": type(error).__name__, "cause": type(chain[-1]).__name__, "message": str(chain[-1])}
    for one in chain:
        found = {"errno": number(one), "reason": one.reason if isinstance(one, ssl.SSLError) else None, "verify": getattr(one, "verify_code", None)}
        facts.update({key: value for key, value in found.items() if value})
    return facts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ca", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--timeout", type=float, required=True)
    parser.add_argument("--proxy")
    parser.add_argument("--login", default="", help="USER:PASSWORD for the proxy")
    parser.add_argument("--certificate")
    parser.add_argument("url")
    asked = parser.parse_args()
    session = requests.Session()
    session.trust_env = False
    session.verify, session.cert = asked.ca, asked.certificate
    session.headers["Accept-Encoding"] = "identity"
    if asked.proxy:
        user, _, password = (quote(part, safe="") for part in asked.login.partition(":"))
        proxy = asked.proxy.replace("://", f"://{user}:{password}@") if asked.login else asked.proxy
        session.proxies = {"http": proxy, "https": proxy}
    limit = threading.Timer(asked.timeout, out_of_time)
    limit.daemon = True
    limit.start()
    facts = {}
    try:
        with session.get(asked.url, stream=True, timeout=(asked.timeout / 4, asked.timeout / 2)) as reply:
            facts["status"] = reply.status_code
            with open(asked.output, "wb") as body:
                for chunk in reply.iter_content(16384):
                    body.write(chunk)
                length = reply.headers.get("Content-Length", "")
                facts["body"] = "short" if length.isdigit() and body.tell() < int(length) else "whole"
        status = 0 if reply.ok else 22
    except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        facts.update(told(error))
        status = 1
    limit.cancel()
    print(json.dumps(facts))
    return status


if __name__ == "__main__":
    sys.exit(main())
