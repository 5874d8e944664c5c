// SPDX-License-Identifier: Apache-2.0

import CLibraries

/// A page of a PDF that is drawn with text that can be read aloud, searched and copied; fonts are embedded.
///
/// Lengths are points, 72 to the inch, from the upper left corner.
public final class PrintedPage {
  /// The parts of a document that a screen reader names.
  public enum Tag: String, Sendable {
    /// The whole document.
    case document = "Document"
    /// The title.
    case title = "H1"
    /// A heading.
    case heading = "H2"
    /// A paragraph.
    case paragraph = "P"
    /// A table, a row, the heading of a column, a cell.
    case table = "Table"
    /// A row of a table.
    case row = "TR"
    /// The heading of a column.
    case columnHeading = "TH"
    /// A cell of a table.
    case cell = "TD"
    /// A part with a heading of its own.
    case section = "Sect"
    /// A lower heading.
    case subheading = "H3"
  }

  private final class Output {
    var bytes: [UInt8] = []
  }

  /// How wide the page is: US letter.
  public let width = 612.0
  /// How high the page is.
  public let height = 792.0
  private let output: Unmanaged<Output>
  private let surface: OpaquePointer
  private let context: OpaquePointer
  private var isFinished = false

  /// Starts a page.
  ///
  /// - Parameters:
  ///   - title: The document's title.
  ///   - created: The day that the document names as that of its making, as `yyyy-mm-dd`; nothing for now.
  public init(title: String, created: String? = nil) throws(FileFailure) {
    output = Unmanaged.passRetained(Output())
    let surface = cairo_pdf_surface_create_for_stream(
      { closure, data, length in
        guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue().bytes
          .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
        return CAIRO_STATUS_SUCCESS
      }, output.toOpaque(), width, height)
    guard let surface, let context = cairo_create(surface) else {
      throw FileFailure(.unwritable, "PDF", reason: "no memory")
    }
    self.surface = surface
    self.context = context
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    if let created {
      cairo_pdf_surface_set_metadata(
        surface, CAIRO_PDF_METADATA_CREATE_DATE, "\(created)T00:00:00Z")
    }
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
    output.release()
  }

  /// Draws what belongs to a part of the document.
  public func tagged(_ tag: Tag, _ body: () -> Void) {
    cairo_tag_begin(context, tag.rawValue, "")
    body()
    cairo_tag_end(context, tag.rawValue)
  }

  /// Draws a text with its baseline at a place.
  public func text(_ text: String, x: Double, y: Double, size: Double, isBold: Bool = false) {
    choose(size, isBold)
    cairo_move_to(context, x, y)
    cairo_show_text(context, text)
  }

  /// How wide a text is.
  public func width(of text: String, size: Double, isBold: Bool = false) -> Double {
    choose(size, isBold)
    var extents = cairo_text_extents_t()
    cairo_text_extents(context, text, &extents)
    return extents.x_advance
  }

  /// The characters of a text that the font cannot draw.
  public func missing(in text: String, isBold: Bool = false) -> [Character] {
    choose(10, isBold)
    let font = cairo_get_scaled_font(context)
    return text.filter { character in
      var glyphs: UnsafeMutablePointer<cairo_glyph_t>?
      var count: Int32 = 0
      let status = cairo_scaled_font_text_to_glyphs(
        font, 0, 0, String(character), -1, &glyphs, &count, nil, nil, nil)
      defer { cairo_glyph_free(glyphs) }
      guard status == CAIRO_STATUS_SUCCESS else { return true }
      return (0..<Int(count)).contains { glyphs?[$0].index == 0 }
    }.map { $0 }
  }

  /// Begins a part of the document that goes on until it is ended.
  public func begin(_ tag: Tag) { cairo_tag_begin(context, tag.rawValue, "") }

  /// Ends a part of the document.
  public func end(_ tag: Tag) { cairo_tag_end(context, tag.rawValue) }

  /// Begins the next page.
  public func nextPage() { cairo_show_page(context) }

  /// Draws a text whose characters are all as wide, for machines that read print.
  public func machineText(_ text: String, x: Double, y: Double, size: Double) {
    cairo_select_font_face(
      context, "monospace", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(context, size)
    cairo_move_to(context, x, y)
    cairo_show_text(context, text)
  }

  /// Draws a dashed line, such as one to cut along.
  public func dashes(from a: (x: Double, y: Double), to b: (x: Double, y: Double)) {
    cairo_set_dash(context, [4, 3], 2, 0)
    line(from: a, to: b)
    cairo_set_dash(context, nil, 0, 0)
  }

  /// Fills a box with a light gray.
  public func shade(x: Double, y: Double, width: Double, height: Double) {
    cairo_set_source_rgb(context, 0.93, 0.93, 0.93)
    cairo_rectangle(context, x, y, width, height)
    cairo_fill(context)
    cairo_set_source_rgb(context, 0, 0, 0)
  }

  /// Draws a straight line.
  public func line(
    from a: (x: Double, y: Double), to b: (x: Double, y: Double), width: Double = 0.7
  ) {
    cairo_set_line_width(context, width)
    cairo_move_to(context, a.x, a.y)
    cairo_line_to(context, b.x, b.y)
    cairo_stroke(context)
  }

  /// Draws the outline of a box.
  public func box(x: Double, y: Double, width: Double, height: Double, line: Double = 0.7) {
    cairo_set_line_width(context, line)
    cairo_rectangle(context, x, y, width, height)
    cairo_stroke(context)
  }

  /// Ends the page and begins another one.
  public func turn() { cairo_show_page(context) }

  /// Ends the page and gives the file.
  public func finished() throws(FileFailure) -> [UInt8] {
    if !isFinished {
      cairo_show_page(context)
      cairo_surface_finish(surface)
      isFinished = true
    }
    let status = cairo_surface_status(surface)
    let drawn = cairo_status(context)
    guard status == CAIRO_STATUS_SUCCESS, drawn == CAIRO_STATUS_SUCCESS else {
      let reason = cairo_status_to_string(status == CAIRO_STATUS_SUCCESS ? drawn : status)
      throw FileFailure(
        .unwritable, "PDF", reason: reason.map { String(cString: $0) } ?? "unknown")
    }
    return output.takeUnretainedValue().bytes
  }

  /// The family is a name that every system of fonts knows; where it is not there the nearest is taken.
  private func choose(_ size: Double, _ isBold: Bool) {
    cairo_select_font_face(
      context, "Arial", CAIRO_FONT_SLANT_NORMAL,
      isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(context, size)
  }
}
