// SPDX-License-Identifier: Apache-2.0

import Foundation
import TransactionSets
import Values
import X12

/// A file that was judged, with what acknowledgements want to know of it.
struct Judged {
  static let top = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL
  static let guides: GuideLibrary = {
    let library = try? GuideLibrary { name in
      (try? Data(contentsOf: top.appending(path: "Data/x12/\(name)"))).map(Array.init)
    }
    guard let library else { fatalError("the tables of Data/x12 cannot be read") }
    return library
  }()
  static let codes = ClaimAcknowledgementCodes(
    (try? Data(contentsOf: top.appending(path: "Data/x12/claim-acknowledgement.tsv")))
      .map(Array.init) ?? [])

  /// 22 November 2026.
  static let day = CalendarDate(daysSinceEpoch: 20779)

  var report = X12Report()
  var units = BusinessUnits()
  private let bytes: [UInt8]

  /// Judges a file of `Tests/Fixtures/x12/good`, after changes to its text.
  init(_ name: String, _ changes: (String, String)...) throws {
    var text = try String(
      contentsOf: Self.top.appending(path: "Tests/Fixtures/x12/good/\(name)"), encoding: .utf8)
    for (old, new) in changes {
      guard let range = text.range(of: old) else { throw CocoaError(.formatting) }
      text.replaceSubrange(range, with: new)
    }
    self.init(bytes: Array(text.utf8))
  }

  init(bytes: [UInt8]) {
    self.bytes = bytes
    var validator = X12Validator(guides: Self.guides)
    Self.read(bytes) { reader in
      validator.take(problems: reader.problems)
      reader.problems = []
    } each: { segment in
      validator.take(segment)
      units.take(segment)
    }
    report = validator.finish()
  }

  private static func read(
    _ bytes: [UInt8], problems: (inout SegmentReader) -> Void = { _ in },
    each: (SegmentView) -> Void
  ) {
    var reader = SegmentReader()
    reader.feed(bytes)
    reader.finish()
    while reader.next() == .segment {
      problems(&reader)
      each(reader.segment)
    }
    problems(&reader)
  }

  var context: AcknowledgementContext {
    var context = AcknowledgementContext(guides: Self.guides)
    context.unit = { [units] in units.unit(at: $0) }
    return context
  }

  /// The interchange in return, TA1 always, each segment on a line.
  func answer(_ index: Int = 0) throws -> String {
    let interchange = report.interchanges[index]
    var writer = AcknowledgementWriter(
      header: AcknowledgementWriter.header(
        answering: interchange.header, date: Self.day, time: "1200",
        controlNumber: 77))
    writer.envelope = .always
    writer.context = context
    return String(decoding: try writer.write(interchange), as: UTF8.self)
  }

  /// The file.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The first segment of a kind, without its terminator.
  func header(of id: String) -> String {
    text.split(separator: "\n").first { $0.hasPrefix("\(id)*") }.map { String($0.dropLast()) }
      ?? ""
  }

  /// The 277CA of each transaction set, as one interchange.
  func claimAnswer(_ options: ClaimAcknowledgementBuilder.Options? = nil) throws -> String {
    let day = Self.day
    let options =
      options ?? .init(received: day, processed: day, time: "1200", trace: "R0001")
    var builder = ClaimAcknowledgementBuilder(report, codes: Self.codes, options)
    var assembler = LoopAssembler(guides: Self.guides)
    var writer = TransactionSetWriter(
      AcknowledgementWriter.header(
        answering: report.interchanges[0].header, date: day, time: "1200", controlNumber: 78))
    var file = try writer.begin()
    var sets: [Loop] = []
    Self.read(bytes) { sets += builder.take($0, assembler.take($0)).map(\.report.loop) }
    for set in sets { file += try writer.append(set) }
    file += try writer.finish()
    return String(decoding: file, as: UTF8.self)
  }

  /// The acknowledgements in a text.
  static func acknowledgements(_ text: String) -> [Acknowledgement] {
    var reader = AcknowledgementReader()
    var assembler = LoopAssembler(guides: guides)
    var found: [Acknowledgement] = []
    read(Array(text.utf8)) { for piece in assembler.take($0) { found += reader.take(piece) } }
    for piece in assembler.finish() { found += reader.take(piece) }
    return found
  }
}
