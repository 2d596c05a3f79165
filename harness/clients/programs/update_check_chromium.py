"""Opens one URL in headless Chromium and prints what it reports as one line of JSON: the status, or the name of the net error.

Chromium is driven through --remote-debugging-pipe (DevTools protocol: JSON texts ended by a zero byte on descriptors 3 and 4). Its command
Network.loadNetworkResource fetches the whole body, and its answer has the name that an error page would show; Page.navigate calls each download
aborted. update_check_chromium.py URL PROFILE-FOLDER SECONDS [ARGUMENT OF CHROMIUM…]
"""
import json
import os
import subprocess
import sys
import threading

# What the maker's services would be asked all the same ends before it leaves the browser.
MAKERS = ("*.google.com", "*.googleapis.com")
# No first run, no update, no component, no field trial: the wire shows the fetch and nothing else.
QUIET = ["--headless=new", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-default-apps", "--disable-extensions", "--disable-domain-reliability", "--disable-breakpad", "--metrics-recording-only",
         "--disable-field-trial-config", "--disable-dev-shm-usage", "--password-store=basic", "--host-resolver-rules=" + ", ".join(f"MAP {one} ^NOTFOUND" for one in MAKERS),
         "--proxy-bypass-list=" + ";".join(MAKERS),
         "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication,CertificateTransparencyComponentUpdater"]


class Browser:
    """The process and its two pipes."""

    def __init__(self, profile, arguments):
        to_child, self.out = os.pipe()
        self.inward, from_child = os.pipe()
        for number in (to_child, from_child):
            os.set_inheritable(number, True)
        command = ["chromium", *QUIET, f"--user-data-dir={profile}", "--remote-debugging-pipe", *arguments, "about:blank"]
        shell = ["sh", "-c", f'exec 3<&{to_child} 4>&{from_child}; exec "$@"', "sh", *command]
        with open(profile + ".log", "wb") as log:
            self.process = subprocess.Popen(shell, pass_fds=(to_child, from_child), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        os.close(to_child)
        os.close(from_child)
        self.rest, self.number = b"", 0

    def messages(self):
        while chunk := os.read(self.inward, 65536):
            *whole, self.rest = (self.rest + chunk).split(b"\0")
            yield from map(json.loads, whole)

    def ask(self, method, session=None, **parameters):
        """The command's result; events that come before it are passed over."""
        self.number += 1
        text = {"id": self.number, "method": method, "params": parameters, **({"sessionId": session} if session else {})}
        os.write(self.out, json.dumps(text).encode() + b"\0")
        for message in self.messages():
            if message.get("id") == self.number:
                return message.get("result", {})
        raise EOFError("Chromium has left")


def end(browser, facts, status):
    print(json.dumps(facts), flush=True)
    browser.process.kill()
    os._exit(status)


def main():
    url, profile, seconds, *arguments = sys.argv[1:]
    browser = Browser(profile, arguments)
    try:
        target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
        session = browser.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        browser.ask("Network.enable", session)
        # The browser's own start is not the server's fault.
        threading.Timer(float(seconds), end, (browser, {"error": "TimeLimit"}, 1)).start()
        frame = browser.ask("Page.getFrameTree", session)["frameTree"]["frame"]["id"]
        got = browser.ask("Network.loadNetworkResource", session, frameId=frame, url=url, options={"disableCache": True, "includeCredentials": False})["resource"]
    except (EOFError, KeyError) as error:
        end(browser, {"error": type(error).__name__, "message": str(error)}, 3)
    facts = {"status": got["httpStatusCode"]} if "httpStatusCode" in got else {}
    if facts.get("status", 0) >= 400:
        end(browser, facts, 22)
    if not got["success"]:
        end(browser, {**facts, "error": got["netErrorName"].removeprefix("net::")}, 1)
    end(browser, facts, 0)


if __name__ == "__main__":
    main()
