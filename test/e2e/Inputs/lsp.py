# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A client of a language server, as far as the tests need one.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
"""

import json
import pathlib
import subprocess

CAPABILITIES = {
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "codeDescriptionSupport": True,
                               "codeActionsInline": False},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
                       "isPreferredSupport": True},
    }
}


class Server:
    def __init__(self, command, log=subprocess.DEVNULL):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
        self.number = 0
        self.versions = {}
        self.request("initialize", {"processId": None, "rootUri": None,
                                    "capabilities": CAPABILITIES})
        self.notify("initialized", {})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self):
        length = None
        while (line := self.process.stdout.readline().strip()):
            name, value = line.split(b": ")
            length = int(value) if name == b"Content-Length" else length
        if length is None:
            raise EOFError("the server has ended")
        return json.loads(self.process.stdout.read(length))

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def ask(self, method, params):
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        return self.number

    def answer(self, number):
        while True:
            message = self.receive()
            if message.get("id") == number and "method" not in message:
                return message

    def request(self, method, params):
        return self.answer(self.ask(method, params)).get("result")

    def open(self, path, text):
        uri = pathlib.Path(path).resolve().as_uri()
        self.versions[uri] = 1
        self.notify("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "cpp" if path.endswith("pp") else "c",
            "version": 1, "text": text}})
        return uri

    def change(self, uri, text, now=True):
        """To the text of a file. clangd waits whether more is typed unless it is asked for
        the diagnostics of this version, which an editor does not do."""
        self.versions[uri] += 1
        wanted = {"wantDiagnostics": True} if now else {}
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": self.versions[uri]},
            "contentChanges": [{"text": text}], **wanted})

    def diagnostics(self, uri):
        """Of the version that was sent last."""
        while True:
            message = self.receive()
            params = message.get("params", {})
            if (message.get("method") == "textDocument/publishDiagnostics"
                    and params["uri"] == uri
                    and params.get("version") == self.versions[uri]):
                return params["diagnostics"]

    def actions(self, uri, diagnostic):
        return self.request("textDocument/codeAction", {
            "textDocument": {"uri": uri}, "range": diagnostic["range"],
            "context": {"diagnostics": [diagnostic]}})

    def stop(self):
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.process.wait()


def applied(text, edits):
    """The text with edits of LSP, whose columns count units of UTF-16."""
    lines = text.split("\n")

    def offset(position):
        before = sum(len(line) + 1 for line in lines[:position["line"]])
        units = lines[position["line"]].encode("utf-16-le")[:2 * position["character"]]
        return before + len(units.decode("utf-16-le"))

    for edit in sorted(edits, key=lambda e: offset(e["range"]["start"]), reverse=True):
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:start] + edit["newText"] + text[end:]
    return text
