import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.List;

/**
 * A MongoDB-protocol server in one JVM, for demos and tests: EmbeddedMongo PORT (memory | h2 FILE).
 * Production is MongoDB; this one proves no durability, no failover and no index use.
 */
public final class EmbeddedMongo {

    /** Drivers refuse a wire version below 9, and the library's own newest release speaks of less than it can do. */
    private static final class Version44 implements MongoVersion {
        @Override
        public List<Integer> getVersionArray() {
            return List.of(4, 4, 0);
        }

        @Override
        public int getWireVersion() {
            return 9;
        }
    }

    private EmbeddedMongo() {
    }

    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        MongoBackend backend = arguments[1].equals("h2") ? new H2Backend(arguments[2]) : new MemoryBackend();
        MongoServer server = new MongoServer(backend.version(new Version44()));
        // The shutdown closes the backend too, which is what writes the last second to the H2 file.
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
        server.bind("127.0.0.1", port);
        System.out.println("listening on 127.0.0.1:" + port + " with " + backend);
    }
}
