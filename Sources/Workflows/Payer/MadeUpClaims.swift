// SPDX-License-Identifier: Apache-2.0

import Adjudication
import Storage
public import Values

/// Claims of patients who never were, as many as are wished for: for practice, and for loads.
///
///     try MadeUpClaims(count: 100_000, seed: 1, from: day).write(to: "claims.837")
///
/// Names are syllables put together; numbers are from ranges that nobody is given. The same seed gives the same bytes.
public struct MadeUpClaims: Sendable {
  private let count: Int
  private let first: Int
  private let day: CalendarDate
  private let chance: SeededChance

  /// Describes claims.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - first: The number of the first, so that files can follow each other.
  ///   - day: The last day of service, today in UTC where none is given; the others lie in the sixty days before.
  public init(count: Int, first: Int = 1, seed: UInt64 = 1, day: CalendarDate? = nil) {
    self.count = count
    self.first = first
    self.day = day ?? Instant.now.date
    chance = SeededChance(seed)
  }

  /// Writes the claims as one 837P.
  ///
  /// - Throws: ``WorkflowFailure`` where the file cannot be written.
  public func write(to path: String) throws(WorkflowFailure) {
    try asWorkflow {
      let file = try StreamedFile(path)
      var segments = 0
      func put(_ texts: [String]) throws {
        segments += texts.count
        try file.append(Array((texts.joined(separator: "~\n") + "~\n").utf8))
      }
      let date = day.compact
      try put([
        "ISA*00*          *00*          *ZZ*MADEUPCLINIC   *ZZ*PAYERSIMULATOR *"
          + "\(date.suffix(6))*0800*^*00501*000000001*0*T*:",
        "GS*HC*MADEUPCLINIC*PAYERSIMULATOR*\(date)*0800*1*X*005010X222A1",
      ])
      segments = 0
      try put([
        "ST*837*0001*005010X222A1", "BHT*0019*00*\(first)*\(date)*0800*CH",
        "NM1*41*2*MADE UP CLINIC*****46*MADEUPCLINIC", "PER*IC*BILLING*TE*5555550199",
        "NM1*40*2*PAYER SIMULATOR*****46*PAYERSIMULATOR", "HL*1**20*1", "PRV*BI*PXC*207Q00000X",
        "NM1*85*2*MADE UP CLINIC*****XX*1999999984", "N3*100 MAIN STREET",
        "N4*MILBROOK*OH*430990100", "REF*EI*999999999",
      ])
      for index in 0..<count { try put(claim(first + index, level: index + 2)) }
      segments += 1
      try put(["SE*\(segments)*0001", "GE*1*1", "IEA*1*000000001"])
      try file.finish()
    }
  }

  private static let syllables = [
    "BA", "DO", "FEN", "GAR", "HOL", "KIM", "LUN", "MER", "NIX", "PEL", "RUD", "SAN", "TOV", "VEL",
    "WIN", "ZAK",
  ]
  private static let payers = [
    ("MADE UP HEALTH", "SIM01", "CI"), ("NOWHERE MUTUAL", "SIM02", "CI"),
    ("SAMPLE CARE PLAN", "SIM03", "HM"), ("EXAMPLE ADVANTAGE", "SIM04", "16"),
  ]
  private static let services: [(code: String, cents: Int)] = [
    ("99213", 14_500), ("99214", 21_000), ("99203", 18_500), ("36415", 1_800), ("80053", 4_200),
    ("85025", 2_900), ("93000", 6_500), ("81002", 1_600), ("83036", 3_800), ("90471", 4_400),
  ]
  private static let diagnoses = ["I10", "E119", "J069", "M545", "R079", "Z0000", "K219", "N390"]

  private func pick<Element>(_ all: [Element], _ number: Int, _ question: String) -> Element {
    all[Int(chance.number("\(number)", question) % UInt64(all.count))]
  }

  private func claim(_ number: Int, level: Int) -> [String] {
    // A patient comes about four times.
    let patient = number / 4
    let family = (0..<3).map { pick(Self.syllables, patient, "family \($0)") }.joined()
    let given = (0..<2).map { pick(Self.syllables, patient, "given \($0)") }.joined()
    let payer = pick(Self.payers, patient, "payer")
    let member = "SIM" + String(1_000_000 + patient)
    let born = 1936 + Int(chance.number("\(patient)", "born") % 70)
    let served = day.adding(days: -Int(chance.number("\(number)", "day") % 60)).compact
    let isSecond = chance("\(patient)", "second") < 0.1
    // Everything but the visit at most once, so that no line looks like another.
    let visit = pick(Array(Self.services[..<3]), number, "visit")
    var lines = [visit]
    for place in 0..<Int(chance.number("\(number)", "lines") % 3) {
      let more = pick(Array(Self.services[3...]), number, "line \(place)")
      if !lines.contains(where: { $0.code == more.code }) { lines.append(more) }
    }
    let total = lines.reduce(0) { $0 + $1.cents }
    var segments = [
      "HL*\(level)*1*22*0", "SBR*P*18*******\(payer.2)",
      "NM1*IL*1*\(family)*\(given)****MI*\(member)", "N3*1 ELM STREET",
      "N4*MILBROOK*OH*430990100", "DMG*D8*\(born)0115*\(patient % 2 == 0 ? "F" : "M")",
      "NM1*PR*2*\(payer.0)*****PI*\(payer.1)",
      "CLM*SIM-\(number)*\(Self.dollars(total))***11:B:1*Y*A*Y*Y",
      "HI*ABK:\(pick(Self.diagnoses, number, "diagnosis"))",
    ]
    if isSecond {
      segments += [
        "SBR*S*18*******CI", "OI***Y***Y", "NM1*IL*1*\(family)*\(given)****MI*S\(member)",
        "NM1*PR*2*SECOND MUTUAL*****PI*SIM09",
      ]
    }
    for (index, line) in lines.enumerated() {
      segments += [
        "LX*\(index + 1)", "SV1*HC:\(line.code)*\(Self.dollars(line.cents))*UN*1***1",
        "DTP*472*D8*\(served)", "REF*6R*\(number)L\(index + 1)",
      ]
    }
    return segments
  }

  private static func dollars(_ cents: Int) -> String {
    let part = cents % 100
    return part == 0 ? "\(cents / 100)" : "\(cents / 100).\(part < 10 ? "0" : "")\(part)"
  }
}
