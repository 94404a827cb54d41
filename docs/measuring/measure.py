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
ENDED = ("completed", "failed", "cancelled")


class Monitor:
    """A QEMU's monitor (QMP)."""

    def __init__(self, path):
        until = time.monotonic() + START_SECONDS
        while not path.exists() and time.monotonic() < until:
            time.sleep(LOOK_SECONDS)
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(str(path))
        self.stream = connection.makefile("rw")
        self.events = []
        self.stream.readline()
        self.ask("qmp_capabilities")

    def ask(self, command, **arguments):
        self.stream.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self.stream.flush()
        while True:
            answer = json.loads(self.stream.readline())
            if "event" in answer:
                self.events.append(answer)
            elif "error" in answer:
                raise RuntimeError(f"{command}: {answer['error']['desc']}")
            else:
                return answer["return"]


def run(*command):
    return subprocess.run(command, check=True, capture_output=True)


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
        subprocess.run(("cpio", "-o", "-H", "newc"), cwd=root, input=b"init\n", stdout=file, check=True, stderr=subprocess.DEVNULL)
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
            raise RuntimeError(f"no word of the guest's program in {BOOT_SECONDS} s")
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


def seconds(event):
    return event["timestamp"]["seconds"] + event["timestamp"]["microseconds"] * 1e-6


def measure(config, kernel):
    folder = pathlib.Path(tempfile.mkdtemp())
    qemus = []
    try:
        make_network(config["link_mbit"])
        initrd = make_initrd(folder)
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


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    kernel, out = sys.argv[1], pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[3:]:
        file = json.loads(pathlib.Path(name).read_text())
        config = file.get("config", file)
        if "cpu" in config["writer"]:
            print(f"{config['id']}: left out, for its program is paced by CPU and this one by the clock")
            continue
        measured = measure(config, kernel)
        (out / f"{config['id']}.json").write_text(json.dumps(measured, separators=(",", ":")) + "\n")
        result = measured["result"]
        times = f" after {result['total-time']} ms, downtime {result['downtime']} ms" if "downtime" in result else ""
        print(f"{config['id']}: {result['status']}{times}", flush=True)


if __name__ == "__main__":
    main()
