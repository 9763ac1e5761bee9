"""The word tables of the augmented pairs: names, and lists of answers.

Names are parted by commas, answers by semicolons, wordings of one answer by slashes.
"""

from __future__ import annotations

SLOTS: dict[str, str] = {
    "place": "Kosti, Lahore, Tamale, Recife, Mosul, Bansko, Cebu, Kisumu, Odesa, Arequipa, Tromso, Gori, Nagoya, "
    "Bergamo, "
    "Multan, Oaxaca, Perth, Bamako, Sylhet, Winnipeg, Aleppo, Kandy, Surabaya, Szeged, Malmo, Tucson, Beira, Durban, "
    "Izmir, Tabriz, Osh, Davao, Leeds, Nantes, Cork, Porto, Rosario, Cali, Quito, Suva, Hobart, Incheon, Harbin, "
    "Mandalay, "
    "Jaffna, Patna, Kano, Goma, Sfax, Varna, Lublin, Graz, Tampere, Aarhus, Cardiff, Bilbao, Halifax, Omaha, Merida",
    "country": "Sudan, Peru, Norway, Kenya, Nepal, Chile, Poland, Ghana, Vietnam, Jordan, Serbia, Bolivia, Malaysia, "
    "Portugal, Zambia, Iceland, Georgia, Uruguay, Senegal, Latvia, Morocco, Thailand, Greece, Ecuador, Uganda, "
    "Slovakia, "
    "Tunisia, Laos, Ireland, Paraguay, Estonia, Armenia, Rwanda, Panama, Denmark, Kazakhstan, Fiji, Malawi, Bhutan",
    "person": "Amina Diallo, Tomasz Wolski, Grace Mwangi, Ravi Menon, Elena Petrova, Carlos Ibarra, Mei Lin, John "
    "Harper, "
    "Fatima Zahra, Lars Nygaard, Aiko Tanaka, Kwame Boateng, Ingrid Sollie, Pedro Quispe, Layla Haddad, Nguyen Van "
    "Hai, "
    "Sofia Marino, Omar Farouk, Hana Novak, Daniel Okoro, Priya Raman, Luis Cabrera, Zarina Akhmetova, Piet de Vries, "
    "Miriam Levi, Joseph Banda, Claire Dubois, Ahmet Yilmaz, Sione Tupou, Ana Kovac, Farid Rahimi, Maria Teixeira, "
    "Kim Ji-woo, Bashir Sesay, Olga Stasiuk, Peter Lindqvist, Thandi Dube, Jorge Salas, Nadia Karimi, Sean Doyle",
    "org": "Norvik Steel, Harbour Bank, Lumen Energy, Tarak Foods, Pacific Rail, Delta Mining, Orion Air, Zenit "
    "Motors, "
    "Sahel Telecom, Brightwater, Andes Copper, Kestrel Pharma, Blue Nile Sugar, Alto Media, Mekong Textiles, Ostrava "
    "Glass, "
    "Savanna Tea, Polar Fisheries, Ganges Cement, Medina Shipping, Castello Wines, Redwood Software, Atlas Cement",
    "site": "textile factory, grain store, cinema, bus depot, city market, timber yard, primary school, paint "
    "warehouse, "
    "nursing home, railway station, chemical plant, shopping centre, power station, military barracks, bakery, town "
    "hall, "
    "oil terminal, paper mill, university library, cold store, seed bank, tyre works, old theatre, post office",
    "unit": "the 3rd Brigade, the 14th Battalion, the Border Guard, the Northern Front, the Red Lance militia, "
    "the Coastal Division, the 7th Regiment, the Highland Army, the Free Valley group, the presidential guard, "
    "the 21st Infantry, the River Corps, the National Legion, the Desert Hawks",
    "team": "Kano Pillars, Real Tacna, Tromso IL, Odesa Lions, Perth Rovers, Sylhet Stars, Cork City, Leeds Athletic, "
    "Busan Waves, Izmir Eagles, Recife United, Durban Kings, Graz Rangers, Cebu Sharks, Halifax Bears, Lublin "
    "Wanderers",
    "party": "the Green Alliance, the Liberal Union, the People's Front, the Farmers' Party, the National Bloc, "
    "the Labour Movement, the Reform Party, the Unity List, the Civic Platform, the Conservative Party",
    "ship": "the Aurora, the Stella Maris, the Golden Crest, the Nordkapp, the Santa Lucia, the Blue Heron, the Al "
    "Noor, "
    "the Ocean Grace, the Mandovi, the Victoria Star",
    "disease": "cholera, measles, dengue, typhoid, bird flu, meningitis, Lassa fever, polio, mumps, diphtheria",
    "village": "Talis, Orneva, Bakoumba, Sarkov, Hadra, Kuzmin, Almeda, Tolpa, Verkhne, Zarat, Milna, Dubrovo, Anzali, "
    "Koromo, Selim, Pashki, Ulanga, Rovna, Tesfa, Maribo",
    "river": "Sava, Tana, Indus, Volta, Loire, Kura, Ebro, Tisza, Mekong, Niger, Drina, Maule, Oder, Ganga, Limpopo",
}  # fmt: skip

LISTS: dict[str, str] = {
    "fire_cause": "an electrical fault / a short circuit; a gas leak / leaking gas; arson / deliberate fire-setting; "
    "a lightning strike / a bolt of lightning; a discarded cigarette / a cigarette end; fireworks; a kitchen accident; "
    "an overheated boiler",
    "crash_cause": "brake failure / failed brakes; thick fog / dense fog; "
    "a signalling error / a mistake in signalling; a drunk driver; a broken rail / a fractured rail; snow on the "
    "track; a lorry on the tracks",
    "weapon": "drones / unmanned aircraft; artillery / shellfire; cruise missiles; mortars / mortar fire; "
    "a car bomb / an explosive-laden car; ballistic missiles; warplanes / fighter jets; a suicide bomber",
    "why_out": "poor health / ill health; a corruption scandal; a row over pay; a drug test; a tax investigation",
    "flood_cause": "an overflowing canal; melting snow / snowmelt; a tropical cyclone; blocked drains / clogged "
    "drains; "
    "a spring tide",
    "outbreak_cause": "contaminated water / dirty well water; undercooked poultry; infected rats; imported shellfish; "
    "a laboratory leak; unpasteurised milk / raw milk",
    "protest_cause": "rising bread prices / dearer bread; a new fuel tax; the arrest of a journalist; "
    "a ban on street trading; plans for a dam; unpaid wages / wage arrears; a disputed court ruling",
    "ordinal": "first / 1st; second / 2nd; third / 3rd; fourth / 4th; fifth / 5th; sixth / 6th; seventh / 7th; "
    "eighth; ninth",
    "clock": "at 3 pm / at 15:00 / at three in the afternoon; at 7 am / at seven in the morning / at 07:00; "
    "at noon / at midday; at midnight / at 00:00; at 9.30 pm / at half past nine in the evening / at 21:30; "
    "at 5 am / at five in the morning; at 6 pm / at 18:00 / at six in the evening; at 10.15 am / at quarter past ten "
    "in the "
    "morning; at 4.45 am / at quarter to five in the morning / at 04:45",
    "date": "on 3 March / on March 3 / on the third of March; on 14 July / on July 14; on 2 November / on November 2; "
    "on 29 May / on May 29; on 17 September / on September 17; on 8 January / on January 8 / on the eighth of January; "
    "on 21 August / on August 21; on 11 October / on October 11; on 30 June / on the last day of June / on June 30; "
    "on 25 December / on Christmas Day / on December 25; on 1 January / on New Year's Day",
    "year": "in 1998; in 2003; in 2007; in 2011; in 2014; in 2016; in 2018; in 2019; in 2021; in 2022; in 1987; in "
    "1975",
    "power_cause": "a cyberattack / hackers; a storm; a fallen tree; a stray monkey; a broken transformer; sabotage; "
    "a heatwave",
    "mine_cause": "a gas explosion / an explosion of gas; flooding; a rockfall / falling rock; a snapped cable / a "
    "broken "
    "cable; an earthquake",
    "cargo": "medicines / medical supplies; weapons / arms; gold; mail / letters and parcels; horses; banknotes / cash",
    "planet_thing": "water ice / frozen water; methane; iron oxide / rust; sulphur dioxide; organic molecules",
    "animal": "a leopard; a brown bear; an elephant; a crocodile; a wolf; a hippopotamus; a wild boar; a tiger",
    "charge": "bribery / taking bribes; espionage / spying; tax evasion / evading taxes; fraud / swindling investors; "
    "murder / an unlawful killing; drug smuggling / trafficking drugs; arson; kidnapping / abduction; perjury / "
    "lying under oath",
    "speaker": "the ministry; officials; the army; local media; residents; police; a spokesman; the regional governor; "
    "the mayor; aid workers; the company; the union; rescuers; the president's office; witnesses; "
    "the state news agency; the prosecutor; an opposition leader; a senior diplomat; the inquiry",
}
