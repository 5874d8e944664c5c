// SPDX-License-Identifier: Apache-2.0

public import Values

/// A code of a payer, perhaps with something that sets its services apart, that is denied for a reason more often than
/// chance and the payer's habit explain.
public struct DenialPattern: Hashable, Sendable {
  /// The payer.
  public let payer: String
  /// Group and reason, such as `CO-197`.
  public let reason: String
  /// The code.
  public let code: String
  /// What sets the denied ones apart.
  public let facet: AnsweredService.Facet
  /// How many claims were denied for the reason.
  public let denied: Int
  /// How many claims there were.
  public let claims: Int
  /// The first and last day of service of the denied ones.
  public let days: ClosedRange<CalendarDate>
  /// The interval of the share, 95 percent.
  public let interval: WilsonInterval
  /// The lower bound after correction for all patterns that were looked at.
  public let leastShare: Double
  /// How many patterns were looked at.
  public let comparisons: Int
  /// How many of the payer's claims and codes were denied for any reason, of how many.
  public let payerDenied: Int
  /// All of the payer's claims and codes.
  public let payerClaims: Int
}

/// Finds what payers deny.
///
/// What is counted is a code on a claim, once, so that the lines of a claim and its repetitions are no evidence of their
/// own. A pattern counts where enough claims stand behind it and the lower bound of its share, corrected for the number of
/// patterns looked at (Bonferroni), is above the share of everything that the payer denies. The strongest pattern of a code
/// and reason is taken first; the claims that it covers do not speak for a weaker one.
public struct DenialPatterns: Sendable {
  /// The fewest claims of a pattern.
  public var fewestClaims = 20
  /// The fewest denied ones.
  public var fewestDenials = 5
  /// Gives the normal deviate of a one-sided error.
  private let deviate: @Sendable (Double) -> Double

  /// Makes a search.
  ///
  /// - Parameter deviate: The normal deviate that is exceeded with a given probability.
  public init(deviate: @escaping @Sendable (Double) -> Double) { self.deviate = deviate }

  /// The patterns by payer, code, reason and facet.
  public func find(in services: [AnsweredService]) -> [DenialPattern] {
    var payers: [String: [AnsweredService]] = [:]
    for service in Self.merged(services) { payers[service.payer, default: []].append(service) }
    return payers.keys.sorted().flatMap { patterns(of: $0, payers[$0] ?? []) }
  }

  /// Each code of each claim once.
  private static func merged(_ services: [AnsweredService]) -> [AnsweredService] {
    var places: [[String]: Int] = [:]
    var merged: [AnsweredService] = []
    for service in services {
      let key = [service.payer, service.claim, service.code]
      if let place = places[key] {
        merged[place].add(service)
      } else {
        places[key] = merged.count
        merged.append(service)
      }
    }
    return merged
  }

  private func patterns(of payer: String, _ services: [AnsweredService]) -> [DenialPattern] {
    var codes: [String: [AnsweredService]] = [:]
    for service in services { codes[service.code, default: []].append(service) }
    let reasons = Set(services.flatMap(\.reasons)).sorted()
    let looked = codes.values.reduce(0) { sum, services in
      sum + Self.counts(of: services, nil).values.count { $0.claims >= fewestClaims }
    }
    let comparisons = max(1, looked * reasons.count)
    let denied = services.count { !$0.reasons.isEmpty }
    let search = Search(
      payer: payer, comparisons: comparisons, denied: denied, claims: services.count,
      strict: deviate(0.05 / Double(comparisons)), usual: deviate(0.025))
    return codes.keys.sorted().flatMap { code in
      reasons.flatMap { patterns(of: code, reason: $0, codes[code] ?? [], search) }
    }
  }

  /// What is the same for all patterns of a payer.
  private struct Search {
    let payer: String
    let comparisons: Int
    let denied: Int
    let claims: Int
    let strict: Double
    let usual: Double
  }

  private struct Count {
    var denied = 0
    var claims = 0
  }

  /// How many services there are with each facet, and how many of them were denied for a reason.
  private static func counts(
    of services: [AnsweredService], _ reason: String?
  ) -> [AnsweredService.Facet: Count] {
    var counts: [AnsweredService.Facet: Count] = [:]
    for service in services {
      let isDenied = reason.map(service.reasons.contains) ?? false
      for facet in service.facets {
        counts[facet, default: Count()].claims += 1
        if isDenied { counts[facet, default: Count()].denied += 1 }
      }
    }
    return counts
  }

  private func patterns(
    of code: String, reason: String, _ services: [AnsweredService], _ search: Search
  ) -> [DenialPattern] {
    var (left, found) = (services, [DenialPattern]())
    let base = Double(search.denied) / Double(search.claims)
    while true {
      let strong =
        Self.counts(of: left, reason).compactMap { facet, count in
          guard count.claims >= fewestClaims, count.denied >= fewestDenials else { return nil }
          let low = WilsonInterval(count.denied, of: count.claims, deviate: search.strict).low
          return low > base ? (facet: facet, count: count, low: low) : nil
        } as [(facet: AnsweredService.Facet, count: Count, low: Double)]
      // Of equal strength, the plainer one: facets are ordered from all services to a diagnosis.
      let best = strong.min { ($1.low, $0.facet) < ($0.low, $1.facet) }
      guard let best else { return found }
      let denied = left.filter {
        $0.reasons.contains(reason) && $0.facets.contains(best.facet)
      }.map(\.day)
      guard let first = denied.min(), let last = denied.max() else { return found }
      found.append(
        DenialPattern(
          payer: search.payer, reason: reason, code: code, facet: best.facet,
          denied: best.count.denied, claims: best.count.claims, days: first...last,
          interval: WilsonInterval(best.count.denied, of: best.count.claims, deviate: search.usual),
          leastShare: best.low, comparisons: search.comparisons, payerDenied: search.denied,
          payerClaims: search.claims))
      left.removeAll { $0.facets.contains(best.facet) }
    }
  }
}
