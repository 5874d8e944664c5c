// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// The services of earlier claims, patient by patient, so that a claim is held against what was billed before.
///
/// Two claims are of one patient where the kind of bill, the date of birth, the given name and the subscriber's number
/// are the same; where a claim has no subscriber's number, the family name and the sex stand for it. A claim with the
/// patient control number of another one is the same claim, sent anew: the later one takes its place, and a void
/// leaves nothing.
///
/// No text is kept but the patient control numbers: about 70 bytes a claim and 40 a service.
public final class PatientHistory {
  /// A service without references, linked to the one before it of the same patient.
  private struct Service: BitwiseCopyable {
    var code: UInt64
    var modifiers: UInt64
    var units: Int32
    var from: Int32
    var days: UInt16
    var basis: UInt8
    var place: UInt8
    var provider: UInt32
    var claim: UInt32
    var before: UInt32
  }

  /// Who rendered, who billed, with which specialty.
  private struct Provider: Hashable {
    let rendering: UInt64
    let billing: UInt64
    let taxonomy: UInt64
  }

  private static let none = UInt32.max
  /// A service whose claim was sent anew or taken back.
  private static let gone = UInt32.max - 1

  private var services: [Service] = []
  private var last: [UInt64: UInt32] = [:]
  private var providers: [Provider] = []
  private var numbers: [Provider: UInt32] = [:]
  /// The bytes of all patient control numbers, and where each begins.
  private var names: [UInt8] = []
  private var starts: [Int] = [0]

  /// Makes a history without claims.
  public init() {}

  /// How many services it holds.
  var count: Int { services.count }

  /// The services of earlier claims of the patient of a claim, the earliest first.
  ///
  /// - Complexity: O(*n*) in the services of the patient.
  func services(before claim: Claim) -> [ServiceRecord.Past] {
    guard let key = Self.key(of: claim), var next = last[key] else { return [] }
    let own = Array(claim.patientControlNumber.description.utf8)
    var found: [ServiceRecord.Past] = []
    while next != Self.none {
      let service = services[Int(next)]
      if service.claim != Self.gone, !has(own, service.claim) {
        found.append(past(service, number: found.count + 1))
      }
      next = service.before
    }
    return found.reversed()
  }

  /// Adds the services of a claim.
  ///
  /// - Parameter day: The day of lines without one.
  func add(_ claim: Claim, on day: CalendarDate?) {
    guard let key = Self.key(of: claim) else { return }
    let own = Array(claim.patientControlNumber.description.utf8)
    var next = last[key] ?? Self.none
    while next != Self.none {
      if services[Int(next)].claim != Self.gone, has(own, services[Int(next)].claim) {
        services[Int(next)].claim = Self.gone
      }
      next = services[Int(next)].before
    }
    if claim.frequency == .void { return }
    let record = ServiceRecord(claim, on: day)
    var number: UInt32?
    for line in record.lines {
      guard let code = line.code, services.count < Int(Self.gone) else { continue }
      let claim = number ?? name(own)
      number = claim
      services.append(
        Service(
          code: code.bits, modifiers: line.modifiers.bits,
          units: Int32(clamping: line.units.thousandths), from: line.from.daysSinceEpoch,
          days: UInt16(clamping: line.through.daysSinceEpoch - line.from.daysSinceEpoch),
          basis: UInt8(clamping: UnitBasis.allCases.firstIndex(of: line.unitBasis) ?? 0),
          place: line.placeOfService ?? 0, provider: provider(of: line), claim: claim,
          before: last[key] ?? Self.none))
      last[key] = UInt32(services.count - 1)
    }
  }

  private func past(_ service: Service, number: Int) -> ServiceRecord.Past {
    let from = CalendarDate(daysSinceEpoch: service.from)
    var line = ServiceRecord.Line(
      number: number, code: PackedCode(bits: service.code),
      units: Quantity(thousandths: Int64(service.units)), on: from)
    line.through = from.adding(days: Int(service.days))
    line.modifiers = Modifiers(bits: service.modifiers)
    line.unitBasis = UnitBasis.allCases[Int(service.basis)]
    line.placeOfService = service.place == 0 ? nil : service.place
    let provider = providers[Int(service.provider)]
    line.rendering = provider.rendering
    line.billing = provider.billing
    line.taxonomy = provider.taxonomy == 0 ? nil : PackedCode(bits: provider.taxonomy)
    let name = names[starts[Int(service.claim)]..<starts[Int(service.claim) + 1]]
    return ServiceRecord.Past(claim: String(decoding: name, as: UTF8.self), line: line)
  }

  private func has(_ own: [UInt8], _ claim: UInt32) -> Bool {
    names[starts[Int(claim)]..<starts[Int(claim) + 1]].elementsEqual(own)
  }

  private func name(_ own: [UInt8]) -> UInt32 {
    names += own
    starts.append(names.count)
    return UInt32(starts.count - 2)
  }

  private func provider(of line: ServiceRecord.Line) -> UInt32 {
    let provider = Provider(
      rendering: line.rendering, billing: line.billing, taxonomy: line.taxonomy?.bits ?? 0)
    if let number = numbers[provider] { return number }
    numbers[provider] = UInt32(providers.count)
    providers.append(provider)
    return UInt32(providers.count - 1)
  }

  /// What tells one patient from another, in 64 bits; nothing where too little is known.
  private static func key(of claim: Claim) -> UInt64? {
    let person = claim.patient.person
    guard let birth = person.birthDate, let given = person.name.given else { return nil }
    var hash = Hash()
    hash.add("\(claim.kind)")
    hash.add("\(birth.daysSinceEpoch)")
    hash.add(given)
    if let number = claim.coverage.subscriberID, !number.isEmpty {
      hash.add(number)
    } else {
      hash.add(person.name.family)
      hash.add(person.sex.rawValue)
    }
    return hash.value
  }

  /// FNV-1a over letters and digits, whatever their case.
  ///
  /// Source: Internet draft "The FNV Non-Cryptographic Hash Algorithm".
  private struct Hash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ text: String) {
      for byte in text.utf8 {
        let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
        if (0x61...0x7A).contains(lower) || (0x30...0x39).contains(lower) || lower >= 0x80 {
          take(lower)
        }
      }
      take(0)
    }

    private mutating func take(_ byte: UInt8) {
      value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
  }
}

extension PatientHistory {
  /// Takes the claims of files and folders; what cannot be read of them is passed over: nothing is judged of them.
  ///
  /// - Parameter paths: 837s, encounters of ours or FHIR, as ``EditClaims`` reads them.
  /// - Throws: ``WorkflowFailure`` where a path cannot be read.
  public convenience init(_ paths: [String]) throws(WorkflowFailure) {
    self.init()
    if paths.isEmpty { return }
    try asWorkflow {
      try ClaimFiles(paths).forEach { item in
        guard let claim = item.claim else { return }
        add(claim, on: item.encounter?.dayOfService)
      }
    }
  }
}
