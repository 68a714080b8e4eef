# Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: obeys-schema.py SCHEMA REPORT...

Fails unless each report obeys the schema, and has no member that the schema does not
know.
"""

import copy
import json
import sys

import jsonschema


def closed(schema, places):
    """The same with nothing more than what it names: the schema itself lets later
    versions add members."""
    if isinstance(schema, list):
        return [closed(each, places) for each in schema]
    if not isinstance(schema, dict):
        return schema
    result = {name: closed(each, places) for name, each in schema.items()}
    if schema.get("type") == "object" and "properties" in schema:
        if any("/place" in part["$ref"] for part in schema.get("allOf", [])):
            result["properties"].update(copy.deepcopy(places))
        result.setdefault("additionalProperties", False)
    return result


with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft7Validator.check_schema(schema)
strict = closed(schema, schema["definitions"]["place"]["properties"])
for name in sys.argv[2:]:
    with open(name, encoding="utf-8") as file:
        report = json.load(file)
    for each in (schema, strict):
        jsonschema.validate(report, each, cls=jsonschema.Draft7Validator)
