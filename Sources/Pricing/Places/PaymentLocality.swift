// SPDX-License-Identifier: Apache-2.0

public import CodeSets

/// A payment locality: the contractor that pays and the number of the locality under it.
///
/// Source: 42 CFR 414.4.
public struct PaymentLocality: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The five digits of the contractor.
  public let contractor: UInt32
  /// The two digits of the locality.
  public let number: UInt8

  /// Makes a locality.
  public init(contractor: UInt32, number: UInt8) {
    self.contractor = contractor
    self.number = number
  }

  /// Reads `01112-05` or `0111205`; nothing for another text.
  public init?(_ text: some StringProtocol) {
    let digits = String(text.filter { $0 != "-" })
    guard digits.utf8.count == 7, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let contractor = UInt32(digits.prefix(5)), let number = UInt8(digits.suffix(2))
    else { return nil }
    self.init(contractor: contractor, number: number)
  }

  /// The locality as one word: contractor and number in decimal digits.
  var word: UInt64 { UInt64(contractor) * 100 + UInt64(number) }

  /// The contractor and the number: `01112-05`.
  public var description: String {
    let digits = String(word)
    let padded = String(repeating: "0", count: max(0, 7 - digits.utf8.count)) + digits
    return "\(padded.prefix(5))-\(padded.suffix(2))"
  }

  /// Orders by contractor, then number.
  public static func < (a: PaymentLocality, b: PaymentLocality) -> Bool { a.word < b.word }
}

/// The geographic practice cost indices of a locality, floors included as published.
///
/// Source: 42 CFR 414.26; CMS, Addendum E.
public struct GeographicIndices: KeyedTableRecord {
  /// The name of its section.
  public static let section = "indices"
  /// The locality as one word.
  public let major: UInt64
  /// Nothing.
  public var minor: UInt64 { 0 }
  /// The row of the file.
  public let row: UInt32
  /// The index of physician work, in thousandths.
  public let work: Int32
  /// The index of practice expense, in thousandths.
  public let expense: Int32
  /// The index of malpractice, in thousandths.
  public let malpractice: Int32
  let state: UInt16
  let nameLength: UInt16
  let nameOffset: UInt32

  /// The locality.
  public var locality: PaymentLocality {
    PaymentLocality(contractor: UInt32(major / 100), number: UInt8(major % 100))
  }
}

extension KeyedTable<GeographicIndices> {
  /// The indices of a locality.
  ///
  /// California's contractor has two numbers, of which the tables use one for a locality and the cap file
  /// the other: where a contractor has no such locality, the only one of the same jurisdiction (first
  /// three digits) is meant.
  public func indices(of locality: PaymentLocality) -> GeographicIndices? {
    if let found = self[locality.word, 0] { return found }
    let near = (0..<count).map { self[$0] }.filter {
      $0.locality.number == locality.number
        && $0.locality.contractor / 100 == locality.contractor / 100
    }
    return near.count == 1 ? near[0] : nil
  }

  /// The name of a locality as published, without its footnote marks.
  public func name(of record: GeographicIndices) -> String {
    let start = Int(record.nameOffset)
    return String(
      decoding: book.section("names")[start..<start + Int(record.nameLength)], as: UTF8.self)
  }

  /// The postal abbreviation of the state of a locality.
  public func state(of record: GeographicIndices) -> String { unpacked(record.state) }
}

/// The anaesthesia conversion factor of a locality.
///
/// Source: 42 CFR 414.46.
public struct AnesthesiaFactor: KeyedTableRecord {
  /// The name of its section.
  public static let section = "factors"
  /// The locality as one word.
  public let major: UInt64
  /// Nothing.
  public var minor: UInt64 { 0 }
  /// The row of the file.
  public let row: UInt32
  /// Dollars a unit, in hundredths.
  public let factor: Int32
}

/// The base units of an anaesthesia service.
///
/// Source: 42 CFR 414.46(b)(2).
public struct AnesthesiaUnits: KeyedTableRecord {
  /// The name of its section.
  public static let section = "units"
  /// The code, packed.
  public let major: UInt64
  /// Nothing.
  public var minor: UInt64 { 0 }
  /// The row of the file.
  public let row: UInt32
  /// How many units.
  public let units: Int32
}

/// The contractor and locality of a ZIP code.
///
/// Source: CMS, ZIP code to carrier locality file, record layout.
public struct PostalLocality: KeyedTableRecord {
  /// The name of its section.
  public static let section = "zips"
  /// The five digits as a number.
  public let major: UInt64
  /// The locality as one word; a ZIP code that lies in several has a row each.
  public let minor: UInt64
  /// The row of the file.
  public let row: UInt32
  let state: UInt16
  /// Blank for urban, `R` rural, `B` super rural.
  public let rural: UInt8
  /// Whether four more digits decide.
  public let hasExtension: UInt8

  /// The locality.
  public var locality: PaymentLocality {
    PaymentLocality(contractor: UInt32(minor / 100), number: UInt8(minor % 100))
  }
  /// The two letters that the file has for the state; `EK` and `WK` are the halves of Kansas, `EM` and
  /// `WM` those of Missouri.
  public var stateLetters: String { unpacked(state) }
}

/// What imaging is paid at most in a locality, as CMS worked it out.
///
/// Source: Social Security Act, section 1848(b)(4)(A); CMS, OPPSCAP file.
public struct OutpatientCap: KeyedTableRecord {
  /// The name of its section.
  public static let section = "caps"
  /// The code, packed.
  public let major: UInt64
  /// The modifier in the upper half, the locality as one word in the lower.
  public let minor: UInt64
  /// The row of the file.
  public let row: UInt32
  /// The amount in facilities, in cents.
  public let facility: Int32
  /// The amount elsewhere, in cents.
  public let nonfacility: Int32
  let status: UInt8
  let reserved: (UInt8, UInt8, UInt8) = (0, 0, 0)
}

/// The counties of a locality.
///
/// Source: CMS, locality and county file (LOCCO).
public struct LocalityCounties: KeyedTableRecord {
  /// The name of its section.
  public static let section = "counties"
  /// The locality as one word.
  public let major: UInt64
  /// The row of the file.
  public let row: UInt32
  let length: UInt32
  let offset: UInt64
  /// The row: a locality that two contractors serve, or that is listed twice, has a row each.
  public var minor: UInt64 { UInt64(row) }
}
