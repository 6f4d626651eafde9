#!/bin/sh
# The one line on a fresh Debian:  sudo sh installer.sh  (in the key's folder). No network is used.
# Checks that the key is whole, installs what this Debian lacks and our package, then asks the questions.
set -eu
cd "$(dirname "$(readlink -f "$0")")"
[ "$(id -u)" = 0 ] || { echo "Lancez : sudo sh installer.sh" >&2; exit 1; }
. /etc/os-release
packages=debian/${VERSION_CODENAME:-?}
[ -d "$packages" ] || { echo "Cette clé est faite pour Debian 12 et 13, pas pour ${PRETTY_NAME:-ce système}." >&2; exit 1; }
sha256sum --quiet --check SHA256SUMS || { echo "La clé est abîmée. Faites-en une autre." >&2; exit 1; }
echo "Installation. Cela prend quelques minutes, sans réseau."
# A list of the key's packages for apt, in a folder of this machine: nothing else is asked, and nothing here is replaced
# that is there already.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/archives/partial"
ln -s "$PWD/$packages" "$work/key"
echo "deb [trusted=yes] file:$work/key ./" >"$work/sources.list"
export DEBIAN_FRONTEND=noninteractive
key_apt() {
    apt-get -qq -y -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work" -o APT::Sandbox::User=root \
        -o APT::Install-Recommends=false -o Dpkg::Use-Pty=0 "$@" >"$work/log" 2>&1 || { tail -20 "$work/log" >&2; exit 1; }
}
key_apt update
key_apt install usbguard alsa-utils espeak-ng ./kiosk-desk_*.deb
# Debian starts usbguard at once, with what is plugged in now as its rules: so the printer comes before this line is typed.
# Where it found nothing (an image that is not started), it waits for its rules: it would not even let the keyboard in.
[ -s /etc/usbguard/rules.conf ] || systemctl --quiet mask usbguard.service
kiosk-machine install "$PWD"
printf 'Retirez la clé, puis appuyez sur Entrée : la machine redémarre. '
read -r _
systemctl reboot
