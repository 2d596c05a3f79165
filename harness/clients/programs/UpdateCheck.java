import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Fetches one URL with HttpsURLConnection and revocation checked for the whole chain (OCSP first, else CRL), and prints what Java reports as
 * one line of JSON: the classes and messages of the exception and its causes, outermost first, and the reason of a failed path validation.
 * java UpdateCheck.java URL OUTPUT CA-FILE SECONDS [PROXY-HOST PROXY-PORT [USER PASSWORD]]
 */
public final class UpdateCheck {
  /** What loading the classes of TLS may take on a busy machine: not the server's fault, and a wait for it that runs out is to come first. */
  private static final int START_MS = 2000;
  private static final List<String> facts = new ArrayList<>();

  private static void fact(String name, String value) {
    StringBuilder text = new StringBuilder();
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') text.append('\\');
      text.append(c < ' ' ? ' ' : c);
    }
    facts.add("\"" + name + "\": \"" + text + "\"");
  }

  /** Prints the line and ends the program, whatever threads still wait for. */
  private static synchronized void end(int status) {
    System.out.println("{" + String.join(", ", facts) + "}");
    System.out.flush();
    Runtime.getRuntime().halt(status);
  }

  private static void tell(Throwable error) {
    Throwable last = error;
    for (Throwable one = error; one != null; one = one.getCause()) {
      last = one;
      if (one instanceof CertPathValidatorException path) fact("reason", path.getReason().toString());
    }
    fact("error", error.getClass().getSimpleName());
    fact("cause", last.getClass().getSimpleName());
    fact("message", String.valueOf(last.getMessage()));
  }

  private static SSLContext trusting(Path file) throws Exception {
    KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
    roots.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      int number = 0;
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) roots.setCertificateEntry("root" + number++, certificate);
    }
    var parameters = new PKIXBuilderParameters(roots, new X509CertSelector());
    parameters.setRevocationEnabled(true);
    parameters.addCertPathChecker((PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker());
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(new CertPathTrustManagerParameters(parameters));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  private static Proxy proxy(String[] words) {
    if (words.length < 6) return Proxy.NO_PROXY;
    if (words.length > 7) {
      Authenticator.setDefault(new Authenticator() {
        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
          return new PasswordAuthentication(words[6], words[7].toCharArray());
        }
      });
    }
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(words[4], Integer.parseInt(words[5])));
  }

  private static void fetch(String[] words, int limitMs) throws Exception {
    var connection = (HttpURLConnection) new URL(words[0]).openConnection(proxy(words));
    if (connection instanceof HttpsURLConnection https) https.setSSLSocketFactory(trusting(Path.of(words[2])).getSocketFactory());
    connection.setConnectTimeout(limitMs / 4);
    connection.setReadTimeout(limitMs / 2);
    int status = connection.getResponseCode();
    facts.add("\"status\": " + status);
    if (status >= 400) end(22);
    try (InputStream in = connection.getInputStream(); OutputStream out = Files.newOutputStream(Path.of(words[1]))) {
      in.transferTo(out);
    }
  }

  public static void main(String[] words) {
    if (words.length < 4) {
      System.err.println("usage: UpdateCheck URL OUTPUT CA-FILE SECONDS [PROXY-HOST PROXY-PORT [USER PASSWORD]]");
      System.exit(2);
    }
    int limitMs = (int) (1000 * Double.parseDouble(words[3]));
    // Whole seconds are all that they take.
    String quarter = String.valueOf(Math.max(1, limitMs / 4000));
    for (String name : new String[] {"ocsp.timeout", "crl.timeout", "crl.readtimeout"}) System.setProperty("com.sun.security." + name, quarter);
    Timer timer = new Timer(true);
    timer.schedule(new TimerTask() {
      @Override
      public void run() {
        fact("error", "TimeLimit");
        end(1);
      }
    }, limitMs + START_MS);
    try {
      fetch(words, limitMs);
      end(0);
    } catch (Exception error) {
      tell(error);
      end(1);
    }
  }
}
