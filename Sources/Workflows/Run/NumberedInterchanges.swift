// SPDX-License-Identifier: Apache-2.0

import Glibc
import Storage
import X12

/// Gives interchanges that were drafted their control numbers and puts them in their places, so that a
/// crash at any moment neither loses nor doubles a number.
final class NumberedInterchanges {
  private let store: ControlNumberStore
  private var written: [(outgoing: OutgoingInterchange, digest: String)] = []
  private var placed: [OutgoingInterchange] = []

  init(_ installation: Installation) throws { store = try installation.numbers() }

  /// Writes a draft beside its place, with numbers of its own.
  ///
  /// - Parameters:
  ///   - route: Whose numbers are counted.
  ///   - path: Where an interchange with a number belongs.
  func write(_ draft: ScratchFile, _ route: NumberRoute, path: (Int) -> String) throws {
    let (content, groups, sets) = try Self.contents(of: draft)
    switch try store.reserve(route, content: content, groups: groups, sets: sets, path: path) {
    case .placed(let outgoing): placed.append(outgoing)
    case .write(let outgoing):
      do {
        written.append((outgoing, try Self.write(draft, outgoing)))
      } catch {
        try giveBack(outgoing)
        throw error
      }
    }
  }

  /// Puts everything written in its place; from here on nothing is given back.
  ///
  /// - Returns: The paths.
  func place() throws -> [String] {
    if !written.isEmpty { try store.recordWritten(written) }
    for (outgoing, _) in written { try store.putInPlace(outgoing) }
    return (placed + written.map(\.outgoing)).map(\.path)
  }

  /// Notes that everything is in its place.
  func confirm() throws { try store.confirm(placed + written.map(\.outgoing)) }

  /// Gives the numbers of everything written, and not yet placed, back.
  func giveUp() throws {
    for (outgoing, _) in written { try giveBack(outgoing) }
    written = []
  }

  /// A control number as ISA13 and names of files have it.
  static func nineDigits(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 9 - digits.utf8.count)) + digits
  }

  private func giveBack(_ outgoing: OutgoingInterchange) throws {
    try Files.remove(outgoing.partial)
    try store.release(outgoing)
  }

  /// What a draft says, as a digest that is the same whatever its numbers, date and time, and how many
  /// groups and sets it has.
  private static func contents(
    of draft: ScratchFile
  ) throws -> (digest: String, groups: Int, sets: Int) {
    let envelope: Set<SegmentID> = [
      SegmentID("ISA"), SegmentID("IEA"), SegmentID("GS"), SegmentID("GE"), SegmentID("ST"),
      SegmentID("SE"), SegmentID("BHT"),
    ]
    var (hash, groups, sets) = (SHA256(), 0, 0)
    try forEachSegment(of: draft) { segment in
      if segment.id == SegmentID("GS") { groups += 1 }
      if segment.id == SegmentID("ST") { sets += 1 }
      if !envelope.contains(segment.id) { hash.update(UnsafeRawBufferPointer(segment.exactBytes)) }
    }
    return (hash.finish(), groups, sets)
  }

  private static func write(
    _ draft: ScratchFile, _ outgoing: OutgoingInterchange
  ) throws -> String {
    try Files.makeFolder(Files.folder(of: outgoing.path))
    let file = try StreamedFile(outgoing.path, partial: outgoing.partial)
    var renumbering = Renumbering(
      interchange: outgoing.interchange, groups: outgoing.groups, sets: outgoing.sets)
    var hash = SHA256()
    var bytes: [UInt8] = []
    func put() throws {
      bytes.withUnsafeBytes { hash.update($0) }
      try file.append(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    try forEachSegment(of: draft) { segment in
      renumbering.write(segment, to: &bytes)
      if bytes.count >= 1 << 16 { try put() }
    }
    bytes.append(0x0A)
    try put()
    try file.seal()
    return hash.finish()
  }

  private static func forEachSegment(
    of draft: ScratchFile, _ body: (SegmentView) throws -> Void
  ) throws {
    var reader = SegmentReader()
    try draft.forEachBlock { block in
      reader.feed(block)
      while reader.next() == .segment { try body(reader.segment) }
    }
    reader.finish()
    while reader.next() == .segment { try body(reader.segment) }
  }
}

extension Installation {
  /// The control numbers.
  func numbers() throws -> ControlNumberStore {
    try ControlNumberStore(folder: "\(Self.absolute(home))/numbers")
  }

  /// A path that holds good wherever the next process runs.
  static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return "\(String(cString: folder))/\(path)"
  }
}
