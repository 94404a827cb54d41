package io.github.cloudsimmigration.technique;

/** What an encoding counts beside pages and bytes on the wire; named as QEMU names it. */
public enum EncodingCounter {
    /** Pages found in the cache, whatever became of them. */
    XBZRLE_PAGES("xbzrle-cache.pages", "pages"),
    /** What those pages took without their headers, whole ones included. */
    XBZRLE_BYTES("xbzrle-cache.bytes", "bytes"),
    /** What those pages would take whole, without headers. */
    XBZRLE_UNENCODED_BYTES("xbzrle-cache.unencoded-bytes", "bytes"),
    /** Pages not found in the cache, sent whole. */
    XBZRLE_CACHE_MISS("xbzrle-cache.cache-miss", "pages"),
    /** Pages found in the cache but sent whole, since their difference was longer than they are. */
    XBZRLE_OVERFLOW("xbzrle-cache.overflow", "pages");

    private final String label;
    private final String unit;

    EncodingCounter(final String label, final String unit) {
        this.label = label;
        this.unit = unit;
    }

    /** {@return the name used in reports} */
    public String label() {
        return label;
    }

    /** {@return the unit used in reports} */
    public String unit() {
        return unit;
    }
}
