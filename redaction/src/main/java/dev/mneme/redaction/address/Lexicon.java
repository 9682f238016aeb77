package dev.mneme.redaction.address;

import dev.mneme.redaction.canonical.Folding;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words addresses are made of, folded. */
final class Lexicon {
  private static Set<String> words(String... lists) {
    Set<String> words = new HashSet<>();
    for (String list : lists) {
      words.addAll(List.of(list.split(" ")));
    }
    return words;
  }

  /** English: the kind of street follows its name. These mean little else. */
  static final Set<String> STREET =
      words(
          "street st road rd avenue ave boulevard blvd lane ln highway hwy parkway pkwy crescent"
              + " cres terrace mews turnpike tpke expressway expy drv causeway esplanade"
              + " embankment str");

  /** These mean much else, and count where they are written as names. */
  static final Set<String> STREET_PERHAPS =
      words(
          "drive dr court ct place pl square sq way circle cir close gardens gdns grove row walk"
              + " hill rise view park green trail trl alley aly loop plaza pike path wharf quay"
              + " parade ridge point crossing ter terr run pass landing hollow bend vale croft yard"
              + " broadway broadwalk fields meadow meadows heights hts bypass spur approach gait"
              + " gate wynd vennel brae side cottages common heath mead dene garth nook crest glen"
              + " trace cove bluff parade mount circus arcade buildings chase drove viaduct wood"
              + " woods");

  /** After a number these are what is counted, and begin no name of a street. */
  static final Set<String> MEASURES =
      words(
          "way lane mile km kilometer kilometre foot feet metre meter yard acre inch point star"
              + " step man men woman women people person piece part page story storey bedroom room"
              + " percent million thousand hundred dollar euro pound track level time minute min"
              + " hour day week month year second third more new other big small long great good"
              + " old short top tier hectare square close road street park court place drive car"
              + " family player seat unit block lap hole gear speed wheel door window tree house");

  static boolean isMeasure(String folded) {
    return MEASURES.contains(folded)
        || (folded.endsWith("s") && MEASURES.contains(folded.substring(0, folded.length() - 1)));
  }

  /** Of what may follow a street in a sentence, and makes no other word of it. */
  static final Set<String> FOLLOWERS =
      words(
          "is was are were be and or but in to at on for near with by from until till has had have"
              + " where which who that the a an my our your his her its their now please before"
              + " after since if then when while as will would can could should may might must do"
              + " does did opposite behind beside next tomorrow today tonight yesterday last this"
              + " every again not so because between up down upstairs downstairs about around"
              + " across over under against along through during without within just only also too"
              + " still soon always never already right left not no yes we i he she it they you"
              + " there here back asap thanks thank cheers stop needs looks");

  /** Before a street these say that somebody or something is there. */
  static final Set<String> LOCATING =
      words("at on to from near of is in was by off via outside inside opposite behind number no");

  /** German words that open a sentence with an address in it, and no name of a street. */
  static final Set<String> GERMAN_LEADS =
      words(
          "praxis buro adresse anschrift rechnung paket lieferung wohnhaft wohnung haus laden firma"
              + " kanzlei hotel zustellung treffpunkt versand rechnungsadresse lieferadresse post"
              + " brief sendung werkstatt geschaft lokal restaurant schule bitte neue");

  static final Set<String> DIRECTIONS =
      words("n s e w ne nw se sw north south east west northeast northwest southeast southwest");

  /** French, Italian, Spanish, Portuguese, Polish: the kind of street stands before its name. */
  static final Set<String> STREET_BEFORE =
      words(
          "rue avenue av ave boulevard bd bld blvd allee allees chemin che impasse imp quai route"
              + " rte faubourg fbg sentier venelle ruelle esplanade cours",
          "via viale piazza corso largo vicolo piazzale strada lungomare",
          "calle avenida avda paseo plaza ronda carrera camino ctra carretera travesia glorieta"
              + " rambla rua travessa praca estrada ul ulica aleja costanera");

  /** These need a number before them: they are words of other languages too. */
  static final Set<String> STREET_BEFORE_PERHAPS =
      words("place pl square passage villa cite residence r c");

  /** What has a postcode and no number: Lieu-dit Le Bourg, 24220 Saint-Cyprien. */
  static final Set<String> UNNUMBERED =
      words("lieu-dit lieudit hameau domaine ferme moulin zone za zi zac parc ld chateau mas");

  private static final String[] SUFFIXES = {
    "strasse",
    "stasse",
    "str",
    "gasse",
    "weg",
    "platz",
    "allee",
    "damm",
    "ufer",
    "steig",
    "chaussee",
    "ring",
    "graben",
    "markt",
    "stieg",
    "pfad",
    "wall",
    "brucke",
    "promenade",
    "straat",
    "laan",
    "plein",
    "gracht",
    "kade",
    "singel",
    "steenweg",
    "dijk",
    "plaats",
    "gata",
    "gatan",
    "gade",
    "vej",
    "vejen",
    "vei",
    "veien",
    "vagen",
    "katu",
    "straeti",
    "vegur",
    "gotu",
    "utca"
  };

  private static final Set<String> NO_STREETS =
      words(
          "spring string bring during ring offering meeting morning evening nothing something"
              + " anything everything wedding rating running training building being going doing"
              + " weg markt supermarkt platz arbeitsplatz spielplatz parkplatz sitzplatz stellplatz"
              + " pfad wall firewall wallst marketing pricing monitoring string king engineering"
              + " norweg unterweg heimweg hinweg ruckweg umweg ausweg paywall str strasse allee"
              + " promenade katu firing hiring wiring tie ufer damm gasse singel plein");

  /** Before a German street's name: Am Markt 3, Unter den Linden 77. */
  static final Set<String> GERMAN_PREPOSITIONS =
      words("am an im in zum zur auf unter hinter bei beim vor");

  static final Set<String> GERMAN_ARTICLES = words("der den dem");

  /** Der Weg 3 is no name. */
  static final Set<String> GERMAN_DETERMINERS =
      words(
          "der die das den dem des ein eine einen einem mein meine meiner unser unsere dieser diese"
              + " dieses jeder jede kein keine in im an auf von vom");

  /** Houses that have a name before the street. */
  static final Set<String> BUILDINGS =
      words(
          "house cottage lodge forge mansions tower towers building mill barn hall villa manor farm"
              + " rectory apartments court residence immeuble batiment gebaude haus school vicarage"
              + " parsonage stables granary grange priory abbey chapel works studios chambers lofts"
              + " estate business trading buildings courtyard gatehouse schoolhouse farmhouse");

  private static final List<String> GERMAN_BUILDINGS =
      List.of("halle", "haus", "zentrum", "turm", "palast", "schloss");

  /** Albany House, Columbiahalle. */
  static boolean isBuilding(String folded) {
    return BUILDINGS.contains(folded)
        || (folded.length() > 7 && GERMAN_BUILDINGS.stream().anyMatch(folded::endsWith));
  }

  /** Parts of a house that need no number. */
  static final Set<String> PARTS =
      words("hinterhaus vorderhaus seitenflugel gartenhaus souterrain rdc erdgeschoss eg basement");

  static final Set<String> GERMAN_STREET =
      words("strasse str platz allee weg ring damm ufer gasse");

  static final Set<String> TURKISH_STREET =
      words(
          "mahallesi mahalle mah mh caddesi cadde cad cd sokagi sokak sok sk bulvari bulvar blv"
              + " bulv cikmazi meydani yolu");

  /** Parts of a Turkish address that alone say nothing. */
  static final Set<String> TURKISH_PART =
      words("apartmani apt sitesi sit blok konutlari evleri plaza han merkezi koyu is");

  /** Words that open a sentence with an address in it, and no name of a street. */
  static final Set<String> TURKISH_OPENERS =
      words(
          "adres adresim adresimiz adresi kargo kargoyu paket paketi siparis siparisi siparisimi"
              + " urunu ofis ofisim ofisimiz ev evim evimiz yeni eski is isyeri isyerim oturdugum"
              + " lutfen teslimat fatura gonderi mektubu bize bana ben biz okul okulum dukkan"
              + " dukkanim magaza magazamiz sube subemiz merkez burasi surasi orasi ve ya annem"
              + " babam dedem halam teyzem amcam dayim ablam abim esim oglum kizim dugun nikah"
              + " toplanti depo yurt fabrika randevu konser klinik hastane eczane otel restoran"
              + " kafe kardesim sirket sirketimiz");

  static final Set<String> SECONDARY =
      words(
          "apt apartment suite ste unit flat floor fl room rm building bldg block blk lot no nr n°"
              + " numara daire kat ic kapi wohnung whg og etage stock hinterhaus appt appartement"
              + " app bat batiment esc escalier porte hall tower house dept level box studio"
              + " blok postbus postbox bte interno int scala piso puerta d k");

  static final Set<String> FLOORS =
      words("floor fl kat og etage stock piso stockwerk obergeschoss flr");

  /** Which floor, in a word. */
  static final Set<String> FLOOR_WORDS =
      words(
          "ground first second third fourth fifth sixth top lower upper basement mezzanine erster"
              + " zweiter dritter premier deuxieme troisieme quatrieme dernier birinci ikinci"
              + " ucuncu zemin giris");

  /** Where on a floor. */
  static final Set<String> SIDES =
      words("links rechts mitte vorne hinten left right front rear gauche droite");

  static final Set<String> ORDINALS = words("st nd rd th er e eme ere");

  /** Small words inside names of streets and towns. */
  static final Set<String> CONNECTORS =
      words(
          "de la le les du des d l aux au a sur sous en et von van der den dem del della di do da"
              + " dos das y of the upon on by st saint sainte and am an nad pod zum zur ter ten op"
              + " bei los las el y yr");

  static final Set<String> COUNTRY_WORDS = words("republic united kingdom states islands");

  static final Set<String> STATES =
      words(
          "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh"
              + " nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr vi gu aa ae"
              + " ap");

  static final Set<String> COUNTRIES = countries();

  private static final Set<String> COUNTRY_OPENERS = openers(COUNTRIES);

  private static Set<String> openers(Set<String> names) {
    Set<String> openers = new HashSet<>();
    names.forEach(name -> openers.add(name.split(" ", 2)[0]));
    return openers;
  }

  static boolean opensACountry(String folded) {
    return COUNTRY_OPENERS.contains(folded);
  }

  /** Words that begin no town: what follows an address is often a sentence. */
  static final Set<String> NO_TOWN =
      words(
          "monday tuesday wednesday thursday friday saturday sunday january february march april"
              + " may june july august september october november december i we you he she it they"
              + " my our your his her their please thanks thank the this that and or but call phone"
              + " tel telefon mobile email mail fax attn if when is are was ask see note also then"
              + " there here what where who how why can could will would should do does let yes no"
              + " ok hi hello dear best regards sincerely cheers pls und oder aber bitte ich wir et"
              + " ou mais merci je nous ve ya ama lutfen ben biz near next opposite bring come meet"
              + " after before at in for with to from by around until every since not so",
          "iban ssn card order invoice date born dob id name");

  /** Words that say that an address follows. */
  static final Set<String> CONTEXT =
      words(
          "address addresses treffpunkt live lives lived living reside resides residing located"
              + " office meet sent send ship shipped deliver delivered delivery arrived taxi return"
              + " moved mail mailed visit billing shipping home mailing adres adresi adresim"
              + " adresimiz oturuyorum oturuyor ikamet teslimat gonderin adresse anschrift wohne"
              + " wohnt wohnen wohnhaft liefern lieferadresse habite habitons habitant demeurant"
              + " livrer livraison domicile direccion vivo vive domicilio indirizzo abito abita"
              + " enter entrance refers house apartment corner");

  /** Words that say that a postcode follows. */
  static final Set<String> CODE_WORDS =
      words("zip zipcode postcode postal plz postleitzahl postakodu");

  private static final Set<String> ENDINGS = endings();

  private Lexicon() {}

  private static Set<String> endings() {
    Set<String> endings = new HashSet<>(Set.of("ße"));
    for (String suffix : SUFFIXES) {
      endings.add(suffix.substring(suffix.length() - 2));
    }
    return Set.copyOf(endings);
  }

  /** Whether some street ends in two letters; most words do not. */
  static boolean endsStreets(char before, char last) {
    return switch (last) {
      case 'e', 'r', 'g', 'z', 'm', 'k', 't', 'd', 'l', 'n', 'a', 'j', 'i', 'u' ->
          ENDINGS.contains(new String(new char[] {before, last}));
      default -> false;
    };
  }

  static String announcing() {
    Set<String> announcing = new HashSet<>(CONTEXT);
    announcing.addAll(STREET);
    announcing.addAll(STREET_PERHAPS);
    announcing.addAll(STREET_BEFORE);
    announcing.addAll(STREET_BEFORE_PERHAPS);
    announcing.addAll(GERMAN_STREET);
    announcing.addAll(TURKISH_STREET);
    announcing.addAll(CODE_WORDS);
    announcing.addAll(
        words(
            "apt apartment suite ste unit flat box postfach postbox postbus postboks corner psc cmr"
                + " usns usnv uss uscgc"));
    return String.join(" ", announcing);
  }

  private static Set<String> countries() {
    Set<String> countries = new HashSet<>();
    for (String code : Locale.getISOCountries()) {
      Locale country = Locale.of("", code);
      for (Locale language : new Locale[] {Locale.ENGLISH, country}) {
        String name = country.getDisplayCountry(language).replaceAll(" \\(.*\\)", "");
        String plain = name.replace("&", "and").replace("’", "'").replaceAll("St\\. ", "Saint ");
        countries.add(Folding.fold(plain, 0, plain.length()));
      }
    }
    countries.addAll(
        Set.of(
            "turkiye",
            "turkey",
            "deutschland",
            "france",
            "espana",
            "italia",
            "usa",
            "us",
            "uk",
            "u.k",
            "u.s.a",
            "england",
            "scotland",
            "wales",
            "united states of america",
            "cape verde",
            "swaziland",
            "czech republic",
            "the netherlands",
            "holland",
            "democratic republic of the congo",
            "frankreich",
            "allemagne",
            "almanya",
            "fransa"));
    return Set.copyOf(countries);
  }

  /** Whether a word says by its end that it is a street, as in Hauptstrasse. */
  static boolean isStreetBySuffix(String folded) {
    if (folded.length() < 6 || NO_STREETS.contains(folded)) {
      return false;
    }
    for (String suffix : SUFFIXES) {
      if (folded.endsWith(suffix) && folded.length() >= suffix.length() + 3) {
        return true;
      }
    }
    return false;
  }
}
