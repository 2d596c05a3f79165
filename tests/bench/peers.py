"""The servers that the lab is measured against, each on a free port of the loopback, in one process, without logs."""
import os
import pathlib
import signal
import socket
import subprocess
import time

NGINX = """
daemon off; master_process off; worker_processes 1; worker_rlimit_nofile 65536; pid {home}/nginx.pid; error_log stderr crit;
events {{ worker_connections 30000; }}
http {{
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 100000000; keepalive_timeout 600; server_tokens off;
  client_body_temp_path {home}/t1; proxy_temp_path {home}/t2; fastcgi_temp_path {home}/t3; uwsgi_temp_path {home}/t4; scgi_temp_path {home}/t5;
  ssl_certificate {home}/chain.pem; ssl_certificate_key {home}/key.pem;
  ssl_protocols TLSv1.3; ssl_session_tickets off; ssl_session_cache off;
  server {{ listen 127.0.0.1:{https} ssl; listen 127.0.0.1:{http}; root {home}/root; }}
}}
"""

SQUID = """
http_port 127.0.0.1:{port}
http_access allow all
access_log none
cache_log /dev/null
cache_store_log none
cache deny all
cache_mem 8 MB
pid_filename none
shutdown_lifetime 0 seconds
coredump_dir {home}
cache_effective_user {user}
netdb_filename none
pinger_enable off
max_filedescriptors 4096
"""


def free_port(kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, process, seconds=20):
    """Until something listens there; a peer that has died is an error."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args[0]} ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"{process.args[0]} does not listen on {port}")


class Peer:
    """One running server: its process and its port. `cpu()` is what it has used so far, in seconds."""

    def __init__(self, process, port):
        self.process, self.port = process, port

    def cpu(self):
        # Of the main thread, in nanoseconds: none of the peers works in another.
        return int(pathlib.Path(f"/proc/{self.process.pid}/schedstat").read_text().split()[0]) / 1e9

    def rss_mb(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start_lab(program, home):
    """The lab's peer and what it says of itself: ports by service, the paths of the two files."""
    process = subprocess.Popen([program, str(home)], stdout=subprocess.PIPE, text=True)
    words = process.stdout.readline().split()
    if not words:
        raise RuntimeError(f"{program} ended with {process.wait()}")
    return process, dict(word.split("=", 1) for word in words)


def start_nginx(home):
    https, http = free_port(), free_port()
    (home / "nginx.conf").write_text(NGINX.format(home=home, https=https, http=http) if os.geteuid() else "user root;\n" + NGINX.format(home=home, https=https, http=http))
    process = subprocess.Popen(["/usr/sbin/nginx", "-p", str(home), "-c", str(home / "nginx.conf")])
    wait_for_port(https, process)
    return Peer(process, https), http


def start_squid(home):
    port = free_port()
    user = "proxy" if os.geteuid() == 0 else os.environ.get("USER", "nobody")
    (home / "squid.conf").write_text(SQUID.format(home=home, port=port, user=user))
    process = subprocess.Popen(["/usr/sbin/squid", "-N", "-f", str(home / "squid.conf")], stderr=subprocess.DEVNULL)
    wait_for_port(port, process)
    return Peer(process, port)


def start_openssl_ocsp(home):
    port = free_port()
    command = ["openssl", "ocsp", "-index", "index.txt", "-CA", "issuer.pem", "-rsigner", "responder.pem", "-rkey", "responder-key.pem",
               "-port", str(port), "-ndays", "1", "-ignore_err", "-resp_no_certs", "-timeout", "1"]  # else the end of a load stops it for good
    said = home / "openssl-ocsp.log"
    with said.open("w") as log:
        process = subprocess.Popen(command, cwd=home, stdout=subprocess.DEVNULL, stderr=log)
    end = time.monotonic() + 20  # a connection without a request, as a look at its port makes one, stops it for good
    while "waiting" not in said.read_text():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError("openssl ocsp does not start: " + said.read_text())
        time.sleep(0.02)
    return Peer(process, port)


def start_dnsmasq(home):
    port = free_port(socket.SOCK_DGRAM)
    command = ["/usr/sbin/dnsmasq", "--keep-in-foreground", f"--conf-file={home}/zone.conf", "--no-resolv", "--no-hosts", f"--port={port}",
               "--listen-address=127.0.0.1", "--bind-interfaces", f"--pid-file={home}/dnsmasq.pid", "--user=root", "--log-facility=/dev/null"]
    process = subprocess.Popen(command)
    wait_for_port(port, process)
    return Peer(process, port)
