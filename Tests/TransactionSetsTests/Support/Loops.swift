// SPDX-License-Identifier: Apache-2.0

import Claims
import Foundation
import TestSupport
import Testing
import TransactionSets
import X12

/// A claim's loop with those that it stands in, and the delimiters of its file.
struct ReadLoop {
  let loop: Loop
  let ancestors: [Loop]
  let version: String
  let delimiters: Delimiters

  /// Everything of it that is the claim's: the levels without the numbers of their HL, then the claim.
  var contents: [Loop] {
    let levels = ancestors.filter { $0.id != "ST" }.map { level in
      Loop(
        level.id, segments: level.segments.filter { $0.id != "HL" },
        loops: level.loops.filter { !$0.id.hasPrefix("2000") }, trailer: level.trailer)
    }
    return levels + [loop]
  }
}

/// The guides of the repository, and files cut into claims by them.
enum Loops {
  static let guides: GuideLibrary = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Data/x12")
    do {
      return try GuideLibrary { name in
        (try? Data(contentsOf: folder.appending(path: name))).map { [UInt8]($0) }
      }
    } catch {
      preconditionFailure("the guides cannot be read: \(error)")
    }
  }()

  /// The claims of the interchanges in these bytes.
  static func claims(_ bytes: [UInt8]) -> [ReadLoop] {
    var reader = SegmentReader()
    reader.feed(bytes)
    reader.finish()
    var assembler = LoopAssembler(guides: guides)
    var found: [ReadLoop] = []
    var version = ""
    func take(_ piece: LoopAssembler.Piece, _ delimiters: Delimiters) {
      if case .group(let header) = piece { version = header.text(8) }
      guard case .loop(let loop, let ancestors) = piece else { return }
      let stated = ancestors.first?.segment("ST")?.text(3) ?? ""
      found.append(
        ReadLoop(
          loop: loop, ancestors: ancestors, version: stated.isEmpty ? version : stated,
          delimiters: delimiters))
    }
    while case .segment = reader.next() {
      for piece in assembler.take(reader.segment) { take(piece, reader.delimiters) }
    }
    for piece in assembler.finish() { take(piece, reader.delimiters) }
    return found
  }

  /// The claims of one transaction set whose segments are given as text, a line each.
  static func claims(_ kind: ClaimKind, _ text: String) throws -> [ReadLoop] {
    var envelope = "ISA*00*          *00*          *ZZ*A              *ZZ*B              "
    envelope += "*261122*0900*^*00501*000000001*0*T*:~GS*HC*A*B*20261122*0900*1*X*\(kind.version)~"
    envelope += "ST*837*0001*\(kind.version)~BHT*0019*00*1*20261122*0900*CH~"
    envelope += "NM1*41*2*SENDER*****46*A~PER*IC*DESK*TE*6145550199~NM1*40*2*RECEIVER*****46*B~"
    let body = text.split(separator: "\n").joined()
    return claims(Array((envelope + body + "SE*1*0001~GE*1*1~IEA*1*000000001~").utf8))
  }

  /// Reads a claim.
  static func claim(_ read: ReadLoop, _ kind: ClaimKind) throws -> Claim {
    try ClaimReader(kind: kind).claim(from: read.loop, ancestors: read.ancestors)
  }

  /// Writes claims, with the delimiters of the file that they came from.
  static func written(_ claims: [Claim], delimiters: Delimiters = .usual) throws -> [UInt8] {
    var settings = ClaimWriter.Settings.sample
    settings.lineBreaks = false
    settings.delimiters =
      delimiters.repetition != 0
      ? delimiters
      : Delimiters(
        element: delimiters.element, component: delimiters.component, repetition: 0x1E,
        segment: delimiters.segment) ?? .usual
    var writer = ClaimWriter(settings)
    var bytes = try writer.begin()
    for claim in claims { bytes += try writer.append(claim) }
    return bytes + (try writer.finish())
  }
}
