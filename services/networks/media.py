"""An installation's pictures as adapters get them: their bytes from the store, or an address to fetch them from."""

from kernel.kit.blobs import Blobs
from kernel.kit.clock import now
from kernel.kit.public_pictures import PictureAddresses
from networks.errors import Kind, NetworkError


class StoredMedia:
    """`networks.contract.Media` over the blob store; a picture's `ref` is its blob's key."""

    def __init__(self, blobs: Blobs, addresses: PictureAddresses) -> None:
        self._blobs = blobs
        self._addresses = addresses

    async def read(self, ref: str) -> bytes:
        """A picture's bytes. Raises LookupError where they are gone."""
        data = await self._blobs.get(ref)
        if data is None:
            raise LookupError("a picture's blob is not there")
        return data

    def address(self, ref: str, media_type: str) -> str:
        """A signed address. Raises NetworkError MEDIA where nobody outside can reach this installation."""
        if not self._addresses.reachable:
            raise NetworkError(
                Kind.MEDIA, "The network fetches pictures, and this installation has no public https address."
            )
        return self._addresses.address(ref, media_type, at=now())
