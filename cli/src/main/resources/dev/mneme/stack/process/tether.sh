# Runs a command that ends when this script's standard input does: the owner keeps the other end of it, so that even an
# owner killed outright leaves nothing behind.
#
#   sh tether.sh LOG SIGNAL GRACE COMMAND...
#
# Prints the process id of the command. When the input ends: SIGNAL, then after GRACE tenths of a second KILL.
log=$1 signal=$2 grace=$3
shift 3
trap '' INT HUP
exec 3<&0 4>&1 >/dev/null 2>&1
"$@" </dev/null >>"$log" 2>&1 3<&- 4>&- &
child=$!
{
  while read -r _; do :; done <&3
  kill -"$signal" "$child"
  waited=0
  while [ "$waited" -lt "$grace" ] && kill -0 "$child"; do
    sleep 0.1
    waited=$((waited + 1))
  done
  kill -KILL "$child"
} 4>&- &
watcher=$!
# Said only now: from here on the command is watched even if this script is killed.
echo "$child" >&4
exec 4>&-
exec 3<&- </dev/null
wait "$child"
status=$?
kill -KILL "$watcher"
exit "$status"
