// SPDX-License-Identifier: Apache-2.0

/// Gives an interchange other control numbers; everything else stays as it is, byte for byte.
///
/// A file that is written piece by piece does not know how many groups and sets it will have. It is written
/// with numbers of its own first, and gets those of the partner's count when it is whole.
///
///     var renumbering = Renumbering(interchange: 42, groups: [42], sets: [97, 98])
///     while reader.next() == .segment { renumbering.write(reader.segment, to: &bytes) }
///
/// Source: ASC X12.5, interchange control structures: ISA13 = IEA02; X12.6: GS06 = GE02, ST02 = SE02.
public struct Renumbering: Sendable {
  private let interchange: Int
  private let groups: [Int]
  private let sets: [Int]
  private var group = -1
  private var set = -1
  private var before = ""

  /// Takes the numbers, in the order in which groups and sets follow.
  public init(interchange: Int, groups: [Int], sets: [Int]) {
    self.interchange = interchange
    self.groups = groups
    self.sets = sets
  }

  /// Writes the next segment of the interchange.
  ///
  /// A BHT03 that begins with the number of the interchange and a hyphen, as those of ``ClaimWriter`` do,
  /// follows it; so does a TRN02 that is the number in nine digits, as that of a 277CA.
  ///
  /// - Precondition: There is a number for each group and set.
  public mutating func write(_ segment: SegmentView, to bytes: inout [UInt8]) {
    switch segment.id {
    case .isa:
      before = Self.withoutZeros(segment[13].text)
      let start = bytes.count + segment.paddingCount + segment.offset(of: 13) - segment.offset
      bytes.append(contentsOf: segment.exactBytes)
      bytes.replaceSubrange(
        start..<start + segment[13].count, with: SegmentWriter.nineDigits(interchange).utf8)
    case .iea: write(segment, 2, SegmentWriter.nineDigits(interchange), &bytes)
    case .gs:
      group += 1
      write(segment, 6, String(groups[group]), &bytes)
    case .ge: write(segment, 2, String(groups[group]), &bytes)
    case .st:
      set += 1
      write(segment, 2, Self.fourDigits(sets[set]), &bytes)
    case .se: write(segment, 2, Self.fourDigits(sets[set]), &bytes)
    case .bht where segment[3].text.hasPrefix("\(before)-"):
      write(segment, 3, "\(interchange)" + segment[3].text.dropFirst(before.count), &bytes)
    case .bht where segment[3].text.hasPrefix("\(beforeLong)-"):
      let rest = segment[3].text.dropFirst(beforeLong.count)
      write(segment, 3, SegmentWriter.nineDigits(interchange) + rest, &bytes)
    case .trn where segment[1] == "1" && segment[2].text == beforeLong:
      write(segment, 2, SegmentWriter.nineDigits(interchange), &bytes)
    default: bytes.append(contentsOf: segment.exactBytes)
    }
  }

  /// The number of the interchange before, as ISA13 has it.
  private var beforeLong: String { Int(before).map(SegmentWriter.nineDigits) ?? before }

  private func write(
    _ segment: SegmentView, _ number: Int, _ text: String, _ bytes: inout [UInt8]
  ) {
    var copy = Segment(segment)
    copy.elements[number - 1] = .text(text)
    bytes.append(contentsOf: segment.padding)
    var writer = SegmentWriter(delimiters: segment.delimiters)
    writer.write(exactly: copy)
    bytes.append(contentsOf: writer.bytes)
  }

  private static func withoutZeros(_ digits: String) -> String {
    Int(digits).map(String.init) ?? digits
  }

  /// ST02 has four digits at least.
  private static func fourDigits(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
