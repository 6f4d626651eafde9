"""New keys for an office, and a newer public file: begun beside the old, made by the vault, finished after any cut."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kiosk.crypto import sign
from kiosk.crypto.keys import new_reading_key, public_key
from kiosk.office import keys
from kiosk.office.keys import Secrets
from kiosk.uplink.bundle import write_file
from kiosk.wire import signed as wire


def rotate(folder: Path, secrets: Secrets, *, signing: bool = False) -> Secrets:
    """Seal to a new everyday reading key from now on, and sign with a new key, too, if wished. Gives the new secrets.

    Old reading keys stay: they open what is on its way. The new signing key is named by the one before it, and by no
    older one: a desk that missed two such changes enrols again.

    Raises:
        StoreFull, StoreReadOnly, FileFault: begun perhaps; `unlock_office` finishes it, or nothing was changed.
    """
    reader = new_reading_key()
    known = keys.public(folder)
    mine = {public_key(each) for each in secrets.readers}
    others = tuple(each for each in known.reading_keys if each not in mine)
    fresh = replace(secrets, readers=(reader, *secrets.readers))
    if signing:
        fresh = replace(fresh, seed=sign.new_seed(), former=secrets.seed)
    return _change(folder, fresh, known, (public_key(reader), *others), known.hub)


def renew(folder: Path, secrets: Secrets, *, hub: bytes) -> None:
    """Write a newer public file that vouches for a hub's key. Raises as `rotate`."""
    known = keys.public(folder)
    _change(folder, secrets, known, known.reading_keys, hub)


def _change(
    folder: Path, secrets: Secrets, known: wire.OfficePublic, reading_keys: tuple[bytes, ...], hub: bytes | None
) -> Secrets:
    """Write the next public file, then the vault; from then on the change is made, whatever is cut off."""
    serial, key = known.serial + 1, sign.verify_key(secrets.seed)
    said = wire.OfficePublic(
        serial=serial,
        training=known.training,
        name=known.name,
        phone=known.phone,
        signing_key=key,
        reading_keys=reading_keys,
        hub=hub,
        endorsed=sign.sign(secrets.former, wire.succession_bytes(serial, key)) if secrets.former else None,
    )
    write_file(folder / keys.NEXT, sign.sign_file(secrets.seed, said))
    keys.seal(folder, keys.split(folder)[0], secrets)
    keys.finish_change(folder, secrets)
    return secrets
