package sotto.tck.report;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import sotto.tck.Verdict;

/// A report as the XML that build servers read.
public final class JunitXml {

  private JunitXml() {}

  /// Writes a report.
  public static String write(Report report) {
    var text = new StringWriter();
    try {
      var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      suite(xml, report);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a report cannot be written as XML", e);
    }
    return text + "\n";
  }

  private static void suite(XMLStreamWriter xml, Report report) throws XMLStreamException {
    var skipped = report.cases().size() - report.count(Verdict.PASS) - report.count(Verdict.FAIL);
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "sotto conformance of " + report.subject().scheme());
    xml.writeAttribute("tests", String.valueOf(report.cases().size()));
    xml.writeAttribute("failures", String.valueOf(report.count(Verdict.FAIL)));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", String.valueOf(skipped));
    xml.writeAttribute("time", seconds(report.millis()));
    for (var row : report.cases()) {
      one(xml, row);
    }
    xml.writeEndElement();
  }

  private static void one(XMLStreamWriter xml, Row row) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "G%d %s".formatted(row.group(), row.groupTitle()));
    xml.writeAttribute("name", row.number() + " " + row.name());
    xml.writeAttribute("time", seconds(row.millis()));
    switch (row.verdict()) {
      case PASS -> {}
      case FAIL -> message(xml, "failure", row.reason());
      case WARN, NOT_APPLICABLE, NOT_RUN, INCONCLUSIVE ->
          message(xml, "skipped", row.verdict() + ": " + row.reason());
    }
    xml.writeEndElement();
  }

  private static void message(XMLStreamWriter xml, String element, String reason)
      throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeAttribute("message", printable(reason));
    xml.writeEndElement();
  }

  /// XML has no way to carry most control characters.
  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e\\xa0-\\ud7ff]", "?");
  }

  private static String seconds(double millis) {
    return String.format(Locale.ROOT, "%.3f", millis / 1000);
  }
}
