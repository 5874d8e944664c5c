// SPDX-License-Identifier: Apache-2.0

import Claims
import Glibc
import TransactionSets
import Values
import X12

/// Measures typed claims: `claims-bench FILE GUIDES [ROUNDS]`, with the folder of the guides' tables.
///
/// Prints claims a second on one core, of the best of the rounds: reading claims out of the loops of an
/// 837, writing them again.
@main
struct ClaimsBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 2, let bytes = read(arguments[1]) else {
      print("usage: claims-bench FILE GUIDES [ROUNDS]")
      exit(64)
    }
    let rounds = arguments.count > 3 ? Int(arguments[3]) ?? 3 : 3
    let folder = arguments[2]
    let guides = try GuideLibrary { read("\(folder)/\($0)") }
    let loops = loops(bytes, guides)
    var best = Figures()
    for _ in 0..<rounds {
      let figures = try figures(of: loops)
      best.reading = min(best.reading, figures.reading)
      best.writing = min(best.writing, figures.writing)
      best.bytes = figures.bytes
      best.kept = figures.kept
    }
    print("read\t\(Int(Double(loops.count) / best.reading)) claims/s\t\(loops.count)")
    print("write\t\(Int(Double(loops.count) / best.writing)) claims/s\t\(best.bytes) bytes")
    print("kept\t\(best.kept)")
  }

  static func loops(_ bytes: [UInt8], _ guides: GuideLibrary) -> [(Loop, [Loop])] {
    var reader = SegmentReader()
    reader.feed(bytes)
    reader.finish()
    var assembler = LoopAssembler(guides: guides)
    var found: [(Loop, [Loop])] = []
    while case .segment = reader.next() {
      for case .loop(let loop, var ancestors) in assembler.take(reader.segment) {
        for index in ancestors.indices {
          ancestors[index].loops.removeAll { $0.id.hasPrefix("2000") }
        }
        found.append((loop, ancestors))
      }
    }
    return found
  }

  /// Each claim is read and then written, as it is for who makes one and sends it: no array of claims has
  /// to be gone through, which would take memory's time and not the writer's.
  static func figures(of loops: [(Loop, [Loop])]) throws -> Figures {
    let reader = ClaimReader(kind: .professional)
    let header = InterchangeHeader(
      sender: .init(id: "SENDER"), receiver: .init(id: "RECEIVER"),
      date: CalendarDate(daysSinceEpoch: 20_779), time: "0900", controlNumber: 1)
    var writer = ClaimWriter(
      ClaimWriter.Settings(
        header: header, submitterName: "Office", contactName: "Desk",
        contactTelephone: "6145550199", receiverName: "House"))
    var figures = Figures(reading: 0, writing: 0)
    figures.bytes = try writer.begin().count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1 << 20)
    for (loop, ancestors) in loops {
      let start = now()
      let claim = try reader.claim(from: loop, ancestors: ancestors)
      let middle = now()
      try writer.append(claim, to: &bytes)
      figures.writing += now() - middle
      figures.reading += middle - start
      if claim.asWritten != nil || claim.lines.contains(where: { $0.asWritten != nil }) {
        figures.kept += 1
      }
      if bytes.count > 900_000 {
        figures.bytes += bytes.count
        bytes.removeAll(keepingCapacity: true)
      }
    }
    figures.bytes += try bytes.count + writer.finish().count
    return figures
  }

  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}

/// What one round took, in seconds, and gave.
struct Figures {
  var reading = Double.infinity
  var writing = Double.infinity
  var bytes = 0
  /// Claims of which something is kept that the model has no place for.
  var kept = 0
}
