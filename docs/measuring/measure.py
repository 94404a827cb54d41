#!/usr/bin/env python3
"""Migrates a guest from one QEMU to another on this machine, and writes down what QEMU says of it.

measure.py KERNEL OUT CONFIG.json...

Each CONFIG.json is the configuration of a run (or a run itself, which is done again), OUT/ID.json becomes the run, as `validate --runs OUT` reads it.
README.md beside this file says what else it takes. Needs root: it makes two network namespaces and shapes the link between them.
"""

import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
SOURCE, DESTINATION = "migration-source", "migration-destination"
ADDRESSES = {SOURCE: "10.77.0.1", DESTINATION: "10.77.0.2"}
PORT = 4444
BURST_SECONDS = 0.004
QUEUE = "30ms"
WRITING_SECONDS = 5
START_SECONDS = 10
BOOT_SECONDS = 120
LOOK_SECONDS = 0.05
UNLIMITED = 100_000_000_000
CANCEL_SECONDS = 30
ENDED = ("completed", "failed", "cancelled")
NEEDED = ("id", "kind", "ram_mib", "writer", "link_mbit", "downtime_limit_ms", "timeout_s")
TOOLS = ("qemu-system-x86_64", "ip", "tc", "gcc", "cpio")


class Failure(Exception):
    """A run that came to nothing, and why."""


class Monitor:
    """A QEMU's monitor (QMP)."""

    def __init__(self, path):
        connection = socket.socket(socket.AF_UNIX)
        until = time.monotonic() + START_SECONDS
        while connection.connect_ex(str(path)) != 0:
            if time.monotonic() > until:
                raise Failure(f"no QEMU answers at {path.name}")
            time.sleep(LOOK_SECONDS)
        self.stream = connection.makefile("rw")
        self.events = []
        self.stream.readline()
        self.ask("qmp_capabilities")

    def ask(self, command, **arguments):
        self.stream.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self.stream.flush()
        while True:
            line = self.stream.readline()
            if not line:
                raise Failure(f"QEMU ended during {command}")
            answer = json.loads(line)
            if "event" in answer:
                self.events.append(answer)
            elif "error" in answer:
                raise Failure(f"{command}: {answer['error']['desc']}")
            else:
                return answer["return"]


def run(*command):
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise Failure(f"{' '.join(command)}: {done.stderr.strip()}")


def make_network(megabits):
    """Two network namespaces, joined by a link with a token bucket at each end."""
    remove_network()
    for host in ADDRESSES:
        run("ip", "netns", "add", host)
    run("ip", "link", "add", "migration", "netns", SOURCE, "type", "veth", "peer", "migration", "netns", DESTINATION)
    for host, address in ADDRESSES.items():
        inside = ("ip", "netns", "exec", host)
        run(*inside, "ip", "address", "add", f"{address}/24", "dev", "migration")
        run(*inside, "ip", "link", "set", "migration", "up")
        burst = str(int(megabits * 1e6 / 8 * BURST_SECONDS))
        bucket = ("rate", f"{megabits}mbit", "burst", burst, "latency", QUEUE)
        run(*inside, "tc", "qdisc", "add", "dev", "migration", "root", "tbf", *bucket)


def remove_network():
    for host in ADDRESSES:
        subprocess.run(("ip", "netns", "delete", host), check=False, capture_output=True)


def make_initrd(folder):
    """The writer as the only program."""
    root = folder / "root"
    root.mkdir()
    run("gcc", "-O2", "-static", "-o", str(root / "init"), str(HERE / "writer.c"), "-lm")
    initrd = folder / "initrd"
    with initrd.open("wb") as file:
        done = subprocess.run(("cpio", "-o", "-H", "newc"), cwd=root, input=b"init\n", stdout=file, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise Failure(f"cpio: {done.stderr.decode().strip()}")
    return initrd


def boot(host, config, kernel, initrd, folder, *more):
    writer = ",".join(str(number) for number in config["writer"][:6])
    return subprocess.Popen(
        ("ip", "netns", "exec", host, "qemu-system-x86_64", "-machine", "pc", "-accel", "tcg", "-smp", "1")
        + ("-m", str(config["ram_mib"]), "-nodefaults", "-display", "none", "-vga", "none")
        + ("-kernel", kernel, "-initrd", str(initrd), "-append", f"console=ttyS0 quiet w={writer}")
        + ("-serial", f"file:{folder}/{host}.log", "-qmp", f"unix:{folder}/{host}.sock,server=on,wait=off")
        + more
    )


def await_writer(log):
    until = time.monotonic() + BOOT_SECONDS
    while not (log.exists() and b"READY" in log.read_bytes()):
        if time.monotonic() > until:
            told = log.read_text(errors="replace")[-500:] if log.exists() else ""
            raise Failure(f"no word of the guest's program in {BOOT_SECONDS} s; its console: {told}")
        time.sleep(LOOK_SECONDS)
    time.sleep(WRITING_SECONDS)


def migrate(config, source, destination):
    address = f"tcp:{ADDRESSES[DESTINATION]}:{PORT}"
    capabilities = [{"capability": name, "state": True} for name in config.get("capabilities", []) + ["events"]]
    for qemu in (source, destination):
        qemu.ask("migrate-set-capabilities", capabilities=capabilities)
        qemu.ask("migrate-set-parameters", **config.get("parameters", {}))
    source.ask("migrate-set-parameters", **{"max-bandwidth": UNLIMITED, "downtime-limit": config["downtime_limit_ms"]})
    destination.ask("migrate-incoming", uri=address)
    begun = time.monotonic()
    source.ask("migrate", uri=address)
    return watch(config, source, begun)


def watch(config, source, begun):
    postcopy_after = config.get("postcopy_after_s", float("inf"))
    last_active, cancelled = None, False
    while True:
        time.sleep(LOOK_SECONDS)
        answer = source.ask("query-migrate")
        passed = time.monotonic() - begun
        if answer["status"] in ENDED:
            time.sleep(10 * LOOK_SECONDS)  # the last figures come a little later
            return source.ask("query-migrate"), last_active, cancelled
        if answer["status"] in ("active", "postcopy-active"):
            last_active = answer
        if passed > postcopy_after and answer["status"] == "active":
            source.ask("migrate-start-postcopy")
            postcopy_after = float("inf")
        if passed > config["timeout_s"] and not cancelled:
            source.ask("migrate_cancel")
            cancelled = True
        if passed > config["timeout_s"] + CANCEL_SECONDS:
            raise Failure(f"still {answer['status']} {CANCEL_SECONDS} s after it was cancelled")


def seconds(event):
    return event["timestamp"]["seconds"] + event["timestamp"]["microseconds"] * 1e-6


def measure(config, kernel, initrd):
    folder = pathlib.Path(tempfile.mkdtemp())
    qemus = []
    try:
        make_network(config["link_mbit"])
        qemus.append(boot(DESTINATION, config, kernel, initrd, folder, "-incoming", "defer"))
        qemus.append(boot(SOURCE, config, kernel, initrd, folder))
        source, destination = (Monitor(folder / f"{host}.sock") for host in (SOURCE, DESTINATION))
        await_writer(folder / f"{SOURCE}.log")
        result, last_active, cancelled = migrate(config, source, destination)
        first = seconds(source.events[0])
        events = [[round(seconds(event) - first, 4), event["event"], event.get("data")] for event in source.events]
        return {"config": config, "result": result, "last_active": last_active, "events": events, "cancelled_by_timeout": cancelled}
    finally:
        for qemu in qemus:
            qemu.kill()
            qemu.wait()
        remove_network()
        shutil.rmtree(folder)


def configuration(name):
    file = json.loads(pathlib.Path(name).read_text())
    config = file.get("config", file)
    missing = [key for key in NEEDED if key not in config]
    if missing:
        raise Failure(f"no {', '.join(missing)} in it")
    if "cpu" in config["writer"]:
        raise Failure("its program is paced by CPU, expected one paced by the clock")
    return config


def measure_one(name, kernel, initrd, out):
    config = configuration(name)
    measured = measure(config, kernel, initrd)
    result = measured["result"]
    if result["status"] == "failed":
        raise Failure("the migration failed: " + result.get("error-desc", "QEMU does not say why"))
    (out / f"{config['id']}.json").write_text(json.dumps(measured, separators=(",", ":")) + "\n")
    times = f" after {result['total-time']} ms, downtime {result['downtime']} ms" if "downtime" in result else ""
    print(f"{config['id']}: {result['status']}{times}", flush=True)


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing or os.geteuid() != 0:
        sys.exit(f"not found: {', '.join(missing)}" if missing else "not root, who makes network namespaces")
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))  # leaves nothing behind
    kernel, out = sys.argv[1], pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            initrd = make_initrd(pathlib.Path(folder))
        except Failure as reason:
            sys.exit(str(reason))
        failed = 0
        for name in sys.argv[3:]:
            try:
                measure_one(name, kernel, initrd, out)
            except (Failure, OSError, ValueError) as reason:
                print(f"{name}: {reason}", file=sys.stderr, flush=True)
                failed += 1
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
