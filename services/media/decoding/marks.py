"""The mark that content was made by AI: the only metadata that a rendition carries, and only where it is declared.

Sources: IPTC's DigitalSourceType `trainedAlgorithmicMedia`, which newsrooms read; 人工智能生成合成内容标识办法 (in force from
2025-09-01) with GB 45438-2025 asks for an implicit mark in the metadata, of which TC260's XMP property `AIGC` is the form.
Its label 1 says that the content is AI-made; who made it and who passed it on stay out.
"""

import struct
from uuid import UUID

XMP = (
    b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    b' xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"'
    b' Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"'
    b' TC260:AIGC="{&quot;Label&quot;:&quot;1&quot;}"/>'
    b'</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
"""The whole packet: nothing of it depends on the file."""

SAYS_SO = (b"trainedAlgorithmicMedia", b"TrainedAlgorithmicMedia", b"tc260.org.cn/ns/AIGC", b'"AIGC"', b"AIGC{")
# Where XMP lies in a file of boxes (XMP specification, part 3).
XMP_BOX = UUID("be7acfcb-97a9-42e8-9c71-999491e3afac")


def is_declared(metadata: object) -> bool:
    """Whether a file's own metadata say that AI made it (`compositeWithTrainedAlgorithmicMedia` as well)."""
    if isinstance(metadata, str):
        metadata = metadata.encode(errors="replace")
    return isinstance(metadata, bytes) and any(sign in metadata for sign in SAYS_SO)


def xmp_box() -> bytes:
    """The mark as the last box of an MP4 file."""
    return struct.pack(">I4s", 24 + len(XMP), b"uuid") + XMP_BOX.bytes + XMP
