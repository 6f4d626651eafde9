"""Sealing an act at the desk: for the office's reading keys, signed by the desk, and then out of its reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from nacl.bindings import crypto_box_seal

from kiosk.crypto import box, keys
from kiosk.crypto.sign import sign
from kiosk.wire import health as healths
from kiosk.wire import packing
from kiosk.wire import signed as wire


class Sealable(Protocol):
    """What can be sealed: `kiosk.core.envelope.Content`."""

    @property
    def plain(self) -> Mapping[str, object]:
        """The form that travels."""


@dataclass(frozen=True)
class DeskSealer:
    """Seals acts (the `Sealer` of `kiosk.core.ports`)."""

    desk: bytes
    """The desk's id, sixteen bytes."""
    seed: bytes = field(repr=False)
    """The desk's signing key."""
    readers: Callable[[], Sequence[bytes]]
    """Gives the office's public reading keys: asked at each seal, for the office may change them during the day."""
    training: bool

    def seal(self, content: Sealable, act: bytes, key_hash: bytes) -> bytes:
        """Seal an act and sign it.

        Raises:
            TooLarge: more than the largest envelope carries.
            NotGenuine: no act has such an id or hash.
            FileFault: the dictionary of this installation is missing or damaged.
        """
        body = packing.pack(content.plain)
        key, recipients = self._recipients()
        header = wire.write_header(self.desk, recipients, self.training)
        associated = wire.body_associated(header, act, key_hash)
        unsigned = header + box.lock(key, body, associated)
        return unsigned + sign(self.seed, wire.act_bytes(unsigned, act, key_hash))

    def seal_health(self, said: healths.HealthSaid) -> bytes:
        """Seal what this desk says of itself and sign it. Raises ValueError: no reader would accept it."""
        body = healths.write_body(said)
        key, recipients = self._recipients()
        header = healths.write_health_header(self.desk, recipients)
        unsigned = header + box.lock(key, body, healths.health_associated(header))
        return unsigned + sign(self.seed, healths.health_bytes(unsigned))

    def _recipients(self) -> tuple[bytes, list[wire.Recipient]]:
        """Draw a content key, and give it with what each reader gets of it."""
        key = box.new_key()
        return key, [wire.Recipient(keys.reading_key_id(each), crypto_box_seal(key, each)) for each in self.readers()]

    def key_hash(self, key: bytes) -> bytes:
        """Hash a withdrawal key: 32 bytes."""
        return keys.hash_of_key(key)
