#!/usr/bin/env python3
"""Runs the procedures of generated/conformance/ on a CSE, written from its README alone: the plan is data, for any language.

    python3 judge.py generated/conformance/procedures.json http://127.0.0.1:8080/cse-in [CAdmin]

What it has not learnt is not tested: notifications, devices, and parameters other than those in ASKED.
"""
import json, re, sys, time, urllib.error, urllib.request
from datetime import datetime, timedelta, timezone

ASKED = {"op", "to", "fr", "ty", "pc", "rcn"}
METHODS = {1: "POST", 2: "GET", 3: "PUT", 4: "DELETE"}
plan, url, origin = sys.argv[1], sys.argv[2], (sys.argv[3:] or ["CAdmin"])[0]
host, base = re.fullmatch(r"(https?://[^/]+)/(.+?)/?", url).groups()
run = f"py{int(time.time()) % 100000}"
asked = 0


def ask(op, to, fr, ty=None, pc=None, rcn=None):
    """One request: its Response Status Code, and its content."""
    global asked
    asked += 1
    path = "/_" + to[1:] if to.startswith("//") else "/~" + to if to.startswith("/") else "/" + to
    query = "" if rcn is None else f"?rcn={rcn}"
    if op == 2 and pc is not None:  # the attributes that are asked for: HTTP has them in the query
        query, pc = "?atrl=" + "+".join(pc["m2m:atrl"]), None
    headers = {"X-M2M-RI": f"{run}-{asked}", "X-M2M-RVI": "3", "Accept": "application/json"}
    if fr is not None:
        headers["X-M2M-Origin"] = fr
    if op in (1, 3):
        headers["Content-Type"] = "application/json" + (f";ty={ty}" if ty is not None else "")
    body = None if pc is None else json.dumps(pc).encode()
    try:
        answer = urllib.request.urlopen(urllib.request.Request(host + path + query, body, headers, method=METHODS[op]), timeout=10)
    except urllib.error.HTTPError as error:
        answer = error
    text = answer.read().decode()
    return int(answer.headers["X-M2M-RSC"]), json.loads(text) if text else None


def fill(value, values):
    """Placeholders, wherever they stand; one that is the whole text becomes its value."""
    if isinstance(value, dict):
        return {name: fill(each, values) for name, each in value.items()}
    if isinstance(value, list):
        return [fill(each, values) for each in value]
    if not isinstance(value, str):
        return value
    whole = re.fullmatch(r"\{\{([^{}]+)\}\}", value)
    return lookup(whole[1], values) if whole else re.sub(r"\{\{([^{}]+)\}\}", lambda found: str(lookup(found[1], values)), value)


def lookup(name, values):
    moment = re.fullmatch(r"time([+-]\d+)", name)
    return (datetime.now(timezone.utc) + timedelta(seconds=int(moment[1]))).strftime("%Y%m%dT%H%M%S") if moment else values[name]


def inside(content):
    return next(iter(content.values())) if isinstance(content, dict) and len(content) == 1 else content


def at(content, where):
    value = inside(content)
    for step in where.split(".") if where else []:
        value = value[int(step)] if isinstance(value, list) and step.isdigit() and int(step) < len(value) else value.get(step) if isinstance(value, dict) else None
    return value


def holds(matcher, content):
    if "nothing" in matcher:
        return not content
    if "root" in matcher:
        return isinstance(content, dict) and list(content) == [matcher["root"]]
    if "at" not in matcher:
        return None  # addresses in all their forms: not learnt
    value, (how, wanted) = at(content, matcher["at"]), next((each for each in matcher.items() if each[0] != "at"))
    tests = {"equals": lambda: value == wanted, "differs": lambda: value != wanted, "present": lambda: (value is not None) == wanted, "above": lambda: value > wanted, "atMost": lambda: value <= wanted}
    return tests[how]() if how in tests else None


def carry_out(case, known, made):
    """'passed', 'failed' with what is wrong, or 'not tested' with why; what was made is noted."""
    values = {**known, "fresh": f"{run}-{asked}"}
    for step in case["steps"]:
        if set(step) & {"notified", "quiet", "device"} or set(step.get("request", {})) - ASKED:
            return "not tested", "it asks for more than this runner knows"
        time.sleep(step.get("wait", 0))
        if "request" not in step:
            continue
        request = {"fr": values["ae.id"], **fill(step["request"], values)}
        until = time.time() + step.get("until", 0)
        while True:
            rsc, content = ask(**request)
            if rsc in step["rsc"] or time.time() >= until:
                break
            time.sleep(1)
        if rsc == 2001 and content and isinstance(at(content, "ri"), str):
            made.append(at(content, "ri"))
        if rsc not in step["rsc"]:
            return ("not tested" if step.get("given") or rsc == 5001 else "failed"), f"{rsc}, not {step['rsc']}"
        verdicts = [holds(fill(matcher, values), content) for matcher in step.get("content", [])] if rsc < 4000 else []
        if False in verdicts:
            return "failed", f"{step['content']} in {content}"
        if None in verdicts:
            return "not tested", "it compares addresses"
        values.update({name: at(content, where) for name, where in step.get("save", {}).items()})
    return "passed", ""


def register(suffix):
    rsc, content = ask(1, base, f"C{run}{suffix}", 2, {"m2m:ae": {"rn": f"{run}-{suffix}", "api": f"N{run}", "rr": False, "srv": ["3"]}})
    assert rsc == 2001, f"no AE is registered: {rsc}"
    return at(content, "aei")


rsc, cse = ask(2, base, origin)
supported = set(at(cse, "srt") or [])
numbers = {"AE": 2, "container": 3, "contentInstance": 4, "group": 9, "accessControlPolicy": 1, "subscription": 23, "timeSeries": 29, "timeSeriesInstance": 30, "node": 14, "request": 17}
ae, other = register("ae"), register("other")
known = {"base": base, "cse": at(cse, "csi"), "ae": f"{base}/{run}-ae", "ae.id": ae, "ae.dashed": f"-/{run}-ae", "other": other, "stranger": f"C{run}nobody", "origin": origin, "nobody": None}
counts = {"passed": 0, "failed": 0, "not tested": 0}
try:
    for case in json.load(open(plan, encoding="utf-8")):
        if any(numbers.get(type) not in supported for type in case["types"]):
            counts["not tested"] += 1
            continue
        made = []
        try:
            verdict, why = carry_out(case, known, made)
        except KeyError as missing:
            verdict, why = "not tested", f"nothing stands for {missing}"
        counts[verdict] += 1
        if verdict == "failed":
            print(f"{case['id']}: {case['what']} ({case['clause']}): {why}")
        for ri in reversed(made):
            ask(4, ri, origin)
finally:
    for who in (other, ae):
        ask(4, who, origin)
print(", ".join(f"{count} {verdict}" for verdict, count in counts.items()))
sys.exit(1 if counts["failed"] else 0)
