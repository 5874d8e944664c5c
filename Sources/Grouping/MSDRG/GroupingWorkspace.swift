// SPDX-License-Identifier: Apache-2.0

/// Memory in which a grouper works on one stay at a time: made once and used again and again.
///
/// One workspace serves one thread.
public final class GroupingWorkspace {
  /// A diagnosis as the tables know it.
  struct Diagnosis {
    var code: UInt64 = 0
    var scheme: UInt16 = 0
    var exclusionClass: UInt16 = 0
    var severity = Severity.none
    var marks: UInt8 = 0
    /// Bit n for hospital-acquired condition n: on whose lists it is; which are met.
    var conditions: UInt32 = 0
    var met: UInt32 = 0
    var suppressible: UInt32 = 0
    var present = PresentOnAdmission.blank
    var isExcluded = false
    var isDeathExcluded = false
    var sites: UInt8 = 0
    /// The bits of ``Impact``.
    var impact: UInt8 = 0
  }

  /// A procedure as the tables know it.
  struct Procedure {
    var code: UInt64 = 0
    /// Its pattern, counted from 1; 0 for a code that the grouper does not know.
    var pattern: UInt16 = 0
    /// Its list of clusters, counted from 1.
    var list: UInt16 = 0
    /// The tables in which it does not count on its own.
    var suppressed: UInt32 = 0
    /// The bits of ``Impact``.
    var impact: UInt8 = 0
  }

  var diagnoses = Buffer<Diagnosis>(count: 64)
  var procedures = Buffer<Procedure>(count: 64)
  /// The clusters that the procedures fill, as places among those of the version.
  var clusters = Buffer<UInt16>(count: 64)
  /// How many procedures of the stay are members of each cluster.
  var members = Buffer<UInt8>(count: 8192)
  /// What the editor says of each diagnosis and procedure; bit 63 for a valid code.
  var diagnosisFlags = Buffer<UInt64>(count: 64)
  var procedureFlags = Buffer<UInt64>(count: 64)
  var diagnosisCount = 0
  var procedureCount = 0
  var clusterCount = 0
  /// Some procedure does not count on its own somewhere.
  var suppressed: UInt32 = 0
  /// What diagnoses and the stay as a whole make true.
  var facts = FactSet()
  /// The same with procedures and clusters, for the table at hand.
  let current = Buffer<UInt64>(count: 8)
  /// The severity that counts where a formula suppresses nothing, and what can be suppressed of it.
  var severity = Severity.none
  var suppressible: UInt32 = 0
  /// The conditions of a formula that hold and may mark codes, as places in `mark`.
  var held = Buffer<UInt16>(count: 256)
  var heldCount = 0
  /// Facts that procedures are to explain.
  var wanted = Buffer<UInt16>(count: 256)
  var wantedCount = 0
  /// Places of diagnoses or procedures that are walked in order.
  var order = Buffer<UInt32>(count: 64)
  /// The formulas that a pass went through, the deciding one last.
  var path = Buffer<UInt16>(count: 16)
  var pathCount = 0
  var initialPath = Buffer<UInt16>(count: 16)
  var initialPathCount = 0

  /// Allocates the memory.
  public init() {
    for place in 0..<members.count { members[place] = 0 }
  }

  /// Makes room for a stay.
  @inline(__always)
  func reserve(diagnoses: Int, procedures: Int, clusters: Int) {
    if diagnoses > self.diagnoses.count {
      self.diagnoses = Buffer(count: diagnoses * 2)
      diagnosisFlags = Buffer(count: diagnoses * 2)
    }
    if max(diagnoses, procedures) > order.count {
      order = Buffer(count: max(diagnoses, procedures) * 2)
    }
    if procedures > self.procedures.count {
      self.procedures = Buffer(count: procedures * 2)
      procedureFlags = Buffer(count: procedures * 2)
    }
    if clusters > members.count {
      members = Buffer(count: clusters)
      for place in 0..<clusters { members[place] = 0 }
    }
    if clusters > self.clusters.count { self.clusters = Buffer(count: clusters) }
    diagnosisCount = diagnoses
    procedureCount = procedures
  }

  /// A run of memory of fixed size.
  final class Buffer<Element> {
    let base: UnsafeMutablePointer<Element>
    let count: Int

    init(count: Int) {
      self.count = count
      base = .allocate(capacity: count)
    }

    deinit { base.deallocate() }

    @inline(__always)
    subscript(place: Int) -> Element {
      get {
        assert(place >= 0 && place < count)
        return base[place]
      }
      set {
        assert(place >= 0 && place < count)
        base[place] = newValue
      }
    }
  }
}
