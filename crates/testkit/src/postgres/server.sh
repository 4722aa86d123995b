# A PostgreSQL server in a folder of its own, for as long as its standard input stays open: the test process holds the
# other end, so the server goes with it however it ends. Lines of input are orders: stop, kill, start. Each is answered
# by a line. Called with the folder of the server's programs and `on` or `off` for fsync.
set -eu
bin=$1
fsync=$2
trap '' INT
cd /
dir=$(mktemp -d -t sevensteps-postgres.XXXXXXXX)
server=

start() {
    "$bin/postgres" -D "$dir/data" -c listen_addresses= -c unix_socket_directories="$dir" -c max_connections=300 \
        -c fsync="$fsync" -c full_page_writes="$fsync" >>"$dir/log" 2>&1 </dev/null &
    server=$!
    tries=0
    until "$bin/pg_isready" -q -h "$dir" -U postgres; do
        tries=$((tries + 1))
        if [ $tries -gt 300 ]; then cat "$dir/log" >&2; exit 1; fi
        sleep 0.05
    done
}

finish() {
    kill "-$1" "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
}

"$bin/initdb" --pgdata="$dir/data" --username=postgres --auth=trust --encoding=UTF8 --no-locale --no-sync \
    >"$dir/log" 2>&1 || { cat "$dir/log" >&2; rm -rf "$dir"; exit 1; }
start
echo "$dir"
while read -r order; do
    case $order in
        stop) finish INT ;;
        kill) finish QUIT ;;
        start) start ;;
    esac
    echo "$order"
done
finish QUIT
rm -rf "$dir"
