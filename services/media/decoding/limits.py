"""How much a child process may use for one file, by kind, and how long it lives.

The numbers come from measurements of a photo's five renditions: 12 million pixels take 0.4 s of processor time, 50 million at
most 1.2 s, 0.85 GB of memory and 1.0 GB of address space; a film of 7680 x 4320 takes 0.9 GB of address space.
"""

from dataclasses import dataclass, field

from services.media.decoding.shapes import FileKind

MEBIBYTE = 1_048_576


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What one child may use. Processor and wall time are for one file, the others hold all the time.

    A file that reaches one of them has the problem `decode_limit`. `nice` is how far the child stands back for others.
    """

    cpu_seconds: int
    wall_seconds: float
    address_space_bytes: int
    written_file_bytes: int
    open_files: int = 32
    nice: int = 0


@dataclass(frozen=True, slots=True)
class DecodingLimits:
    """Limits of all decoding. Every kind has children of its own, so that no film holds up a photo.

    A child is replaced after `files_per_child` files, or when it holds more than `child_memory_bytes` between two files.
    `max_frames` bounds animated pictures, of which only the first frame is shown.
    """

    photo_children: int = 1
    film_children: int = 1
    document_children: int = 1
    files_per_child: int = 100
    child_memory_bytes: int = 400 * MEBIBYTE
    max_frames: int = 250
    start_seconds: float = 60.0
    photo: ChildLimits = field(
        default=ChildLimits(
            cpu_seconds=30,
            wall_seconds=180.0,
            address_space_bytes=1_536 * MEBIBYTE,
            written_file_bytes=256 * MEBIBYTE,
        )
    )
    film: ChildLimits = field(
        default=ChildLimits(
            cpu_seconds=3_600,
            wall_seconds=10_800.0,
            address_space_bytes=2_048 * MEBIBYTE,
            written_file_bytes=4_096 * MEBIBYTE,
            nice=10,
        )
    )
    document: ChildLimits = field(
        default=ChildLimits(
            cpu_seconds=20,
            wall_seconds=120.0,
            address_space_bytes=1_024 * MEBIBYTE,
            written_file_bytes=0,
        )
    )

    def of(self, kind: FileKind) -> ChildLimits:
        """The limits of children for one kind of file."""
        return {"photo": self.photo, "video": self.film, "document": self.document}[kind]

    def children(self, kind: FileKind) -> int:
        """How many files of a kind are worked on at once."""
        return {"photo": self.photo_children, "video": self.film_children, "document": self.document_children}[kind]
